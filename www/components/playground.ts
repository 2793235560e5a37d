// <hnn-playground>: the instrument. Its attributes and properties are the settings; its state is its own.
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { LossPoint, Value } from "../../pkg/hnn_playground";
import { allKeys, learnerInfo } from "../catalog";
import { FrameLoop } from "../frame";
import { energyStrip, lossStrip } from "../plot/strips";
import { coloursOf } from "../plot/theme";
import { verdict } from "../sentence";
import { Session } from "../session";
import type { Snapshot } from "../snapshot";
import { linkOf, type Request, requestFrom, requestFromAttributes, valueFrom } from "../state";
import "./column";
import { key } from "./column";
import "./controls";
import { icons } from "./icons";
import "./messages";
import { playgroundStyles } from "./playground.styles";
import type { ProposeEvent } from "./setting";
import { modelClasses, shared, themed } from "./shared";
import "./strip";
import "./transport";
import type { TransportCommand } from "./transport";

export type Theme = "auto" | "light" | "dark";

const NEXT_THEME: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };
const TRUTH = "truth";
/** Below this width, in pixels, the planes no longer fit side by side with the settings. */
const NARROW = 1000;

/** What the `progress` event tells. */
export interface Progress {
  step: number;
  learners: Record<string, { trainLoss: number | null; testLoss: number | null; energyDrift: number | null }>;
}

@customElement("hnn-playground")
export class HnnPlayground extends LitElement {
  @property({ reflect: true }) theme: Theme = "auto";
  @state() private panelOpen = false;
  @state() private announcement = "";

  private readonly frames = new FrameLoop();
  private readonly prefersDark = matchMedia("(prefers-color-scheme: dark)");
  private readonly session = new Session(this.dark, {
    changed: () => this.requestUpdate(),
    progress: () => this.progressed(),
    link: () => this.dispatchEvent(new CustomEvent("linkchange", { bubbles: true, composed: true })),
  });
  private request: Request | null = null;
  private wasFinished = false;
  private readonly resize = new ResizeObserver(([entry]) => {
    this.toggleAttribute("narrow", (entry?.contentRect.width ?? NARROW) < NARROW);
  });
  private readonly stops: (() => void)[] = [];

  static override styles = [themed, shared, modelClasses, playgroundStyles];

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit collects the properties of this class, not of LitElement.
    return [...super.observedAttributes, ...[...allKeys].map((key) => key.replaceAll("_", "-"))];
  }

  /** The experiment as a URL hash. Setting it before the element starts, or later, opens what it describes. */
  get link(): string {
    return linkOf(this.session.experiment);
  }

  set link(hash: string) {
    this.request = requestFrom(hash);
    if (this.session.ready) void this.session.load(this.request);
    else this.session.preview(this.request);
  }

  play(): void {
    this.session.play();
  }

  pause(): void {
    this.session.pause();
  }

  /** Makes `count` training steps and pauses. */
  step(count = 1): void {
    this.session.step(count);
  }

  reset(): void {
    this.session.reset();
  }

  toggle(): void {
    const { training, playing } = this.session;
    if (playing && !training?.finished) this.pause();
    else this.play();
  }

  snapshot(): Snapshot {
    return this.session.snapshot();
  }

  /** The value in force of a setting, and a wish for another; every setting is a property of the element, too. */
  setting(key: string): Value | undefined {
    return this.session.settings[key];
  }

  set(key: string, value: Value): void {
    this.session.propose({ [key]: value });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const visibility = () => this.session.hold(document.hidden);
    const scheme = () => this.requestUpdate();
    document.addEventListener("visibilitychange", visibility);
    this.prefersDark.addEventListener("change", scheme);
    this.stops.push(
      () => document.removeEventListener("visibilitychange", visibility),
      () => this.prefersDark.removeEventListener("change", scheme),
      this.frames.every((now) => this.session.playhead.advance(now)),
      () => this.resize.disconnect(),
    );
    this.resize.observe(this);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.session.playhead.rest();
    visibility();
    this.session.preview(this.asked());
    this.frames.start();
    void this.session.open(() => this.asked());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops.splice(0)) stop();
    this.frames.stop();
    this.session.close();
  }

  override attributeChangedCallback(name: string, old: string | null, text: string | null): void {
    super.attributeChangedCallback(name, old, text);
    const key = name.replaceAll("-", "_");
    if (text === null || text === old || !allKeys.has(key) || !this.session.ready) return;
    this.set(key, valueFrom(text, key, this.session.settings.system));
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("theme") && !(this.theme in NEXT_THEME)) this.theme = "auto";
    this.setAttribute("resolved-theme", this.dark ? "dark" : "light");
    this.session.setDark(this.dark);
  }

  override render() {
    const { session, frames, panelOpen } = this;
    const { training, scene, settings, playhead } = session;
    return html`
      <div class="instrument">
        <header><h1>HNN Playground</h1></header>
          <hnn-transport
            .ready=${session.ready}
            .playing=${session.playing}
            .finished=${training?.finished ?? false}
            .step=${training?.step ?? 0}
            .steps=${Number(settings.steps)}
            .stepsPerSecond=${training?.stepsPerSecond ?? 0}
            .horizon=${Number(settings.horizon)}
            .playhead=${playhead}
            .frames=${frames}
            @command=${(event: CustomEvent<TransportCommand>) => this.command(event.detail)}
          ></hnn-transport>
          <div class="tools">
            <button class="panel-toggle" aria-expanded=${panelOpen} aria-controls="panel" @click=${() => this.openPanel(!panelOpen)}>
              ${icons.controls}<span>Settings</span>
            </button>
            <button aria-label="Copy link to this run" title="Copy a link that repeats this run" @click=${this.copyLink}>${icons.link}</button>
            <button
              aria-label="Colours: ${this.theme}. Switch to ${NEXT_THEME[this.theme]}"
              title="Colours: ${this.theme}"
              @click=${this.switchTheme}
            >${icons[this.theme]}</button>
          </div>
        <aside id="panel" class=${panelOpen ? "open" : ""} aria-label="Settings" @keydown=${this.panelKey}>
          <div class="panel-head">
            <h2>Settings</h2>
            <button aria-label="Close the settings" @click=${() => this.openPanel(false)}>${icons.close}</button>
          </div>
          <hnn-controls
            .settings=${settings}
            .system=${scene.system}
            .refusals=${session.refusals}
            @propose=${({ detail }: ProposeEvent) => this.set(detail.key, detail.value)}
          ></hnn-controls>
        </aside>
        <main @start=${this.moveStart}>
          ${this.sentence()}
          <p class="remark">
            One seed of many: with another, the baseline gains energy, loses it or nearly keeps it. Only the HNN is built to
            conserve an energy.
          </p>
          <div class="planes" role="group" aria-label="Phase planes" tabindex="-1">
            ${[TRUTH, settings.learner_a, settings.learner_b].map(
              (model) => html`<hnn-column
                .scene=${scene}
                .model=${String(model)}
                .frames=${frames}
                .playhead=${playhead}
                .problem=${training?.states.get(String(model))?.problem ?? null}
              ></hnn-column>`,
            )}
          </div>
          ${this.strips()}
        </main>
        <hnn-messages .messages=${session.messages.list} @dismiss=${(event: CustomEvent<number>) => session.dismiss(event.detail)}></hnn-messages>
        <p class="visually-hidden" role="status">${this.announcement}</p>
      </div>
    `;
  }

  private get dark(): boolean {
    return this.theme === "dark" || (this.theme === "auto" && this.prefersDark.matches);
  }

  private sentence() {
    const { failure, scene, training, learners } = this.session;
    if (failure) {
      return html`<div class="sentence" role="alert">
        <p class="verdict">${failure.message}</p>
        ${failure.retry ? html`<button class="retry" @click=${this.retry}>Try again</button>` : nothing}
      </div>`;
    }
    const pieces = verdict(scene.rollouts, learners, training?.step ?? 0);
    return html`<div class="sentence">
      <p class="verdict">${pieces.map(({ text, model }) => (model ? html`<b class="model-${model}">${text}</b>` : text))}</p>
    </div>`;
  }

  private strips() {
    const { frames, session } = this;
    const { scene, learners, training, settings } = session;
    const models = [TRUTH, ...learners];
    const losses = new Map<string, readonly LossPoint[]>();
    for (const [learner, each] of training?.states ?? []) losses.set(learner, each.losses);
    const colours = coloursOf(this.dark);
    return html`<div class="strips">
      <section>
        <h2>Energy <i>H</i> along the motion <small>in J, against time in s</small></h2>
        <hnn-strip
          .strip=${energyStrip(scene.rollouts, models, Number(settings.horizon))}
          .colours=${colours}
          .frames=${frames}
          .playhead=${session.playhead}
          summary="Energy of the rollouts over time. ${this.spoken()}"
        ></hnn-strip>
      </section>
      <section>
        <h2>
          Loss
          <small>
            ${learners.map((learner) => html`<span>${key(learner)} ${learnerInfo(learner).short}</span>`)} thin: training data, bold: test data
          </small>
        </h2>
        <hnn-strip
          .strip=${lossStrip(losses, learners, Number(settings.steps))}
          .colours=${colours}
          .frames=${frames}
          summary="Training and test loss by step on a logarithmic axis."
        ></hnn-strip>
      </section>
    </div>`;
  }

  private spoken(): string {
    const { scene, learners, training } = this.session;
    return verdict(scene.rollouts, learners, training?.step ?? 0)
      .map(({ text }) => text)
      .join("");
  }

  /** What the page's link asks for, else the element's attributes. */
  private asked(): Request {
    return this.request ?? requestFromAttributes(this);
  }

  private command(command: TransportCommand): void {
    if (command === "seed") this.session.newSeed();
    else this[command]();
  }

  private progressed(): void {
    const { training, scene } = this.session;
    if (!training) return;
    const detail: Progress = { step: training.step, learners: {} };
    for (const [learner, { trainLoss, testLoss, problem }] of training.states) {
      const energyDrift = scene.rollouts?.models[learner]?.energyDrift ?? null;
      detail.learners[learner] = { trainLoss, testLoss, energyDrift };
      if (problem && !this.announcement.includes(problem)) this.announcement = problem;
    }
    if (training.finished && !this.wasFinished) {
      this.announcement = `Training is done after ${training.step} steps. ${this.spoken()}`;
    }
    this.wasFinished = training.finished;
    this.dispatchEvent(new CustomEvent<Progress>("progress", { detail, bubbles: true, composed: true }));
  }

  private moveStart({ detail }: CustomEvent<{ x: number; y: number }>): void {
    const { axes } = this.session.scene.system.view;
    const start = [...this.session.scene.start];
    start[axes[0]] = detail.x;
    start[axes[1]] = detail.y;
    this.set("start", start);
  }

  private retry(): void {
    void this.session.open(() => this.asked());
  }

  private async copyLink(): Promise<void> {
    const link = new URL(this.link, location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      this.session.messages.tell("The link to this run is copied.");
    } catch {
      this.session.messages.tell(`The browser did not allow copying. The link is ${link}`);
    }
    this.requestUpdate();
  }

  private switchTheme(): void {
    this.theme = NEXT_THEME[this.theme];
    this.dispatchEvent(new CustomEvent("themechange", { bubbles: true, composed: true }));
  }

  private async openPanel(open: boolean): Promise<void> {
    this.panelOpen = open;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(open ? ".panel-head button" : ".panel-toggle")?.focus();
  }

  private panelKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.panelOpen) void this.openPanel(false);
  }
}

for (const key of allKeys) {
  Object.defineProperty(HnnPlayground.prototype, key, {
    configurable: true,
    get(this: HnnPlayground) {
      return this.setting(key);
    },
    set(this: HnnPlayground, value: Value) {
      this.set(key, value);
    },
  });
}

declare global {
  interface HTMLElementTagNameMap {
    "hnn-playground": HnnPlayground;
  }
}
