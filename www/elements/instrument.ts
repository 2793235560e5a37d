// The instrument: what <hnn-playground> shows, and what its controls do. Each has its own session and frame loop.
// Longer than 400 lines: its template is the page's layout, which is easier to read in one piece.
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { OWN } from "../experiment/catalog";
import type { Settings } from "../experiment/experiment";
import { addressOf, findSite, mayHaveSite } from "../export/address";
import { FrameLoop } from "../render/frame-loop";
import { BODIES } from "../render/plot/body";
import { overlaid } from "../render/scene";
import { BROWSER } from "../run/messages";
import { RendererClient } from "../run/renderer-client";
import { Session } from "../run/session";
import { remark } from "../run/summary";
import type { Training } from "../run/training";
import type { CanvasStatus } from "../workers/protocol";
import type { Beside } from "./dialogs/about";
import { CANVAS_STATUS_MESSAGES, type CanvasEvent } from "./shared/canvases";
import { QueuedEvents } from "./shared/queued-events";
import "./columns/column";
import "./columns/probe-card";
import "./settings/controls";
import type { ModalEvent } from "./dialogs/dialog";
import "./dialogs/dialogs";
import type { DialogName, HnnDialogs } from "./dialogs/dialogs";
import { pressOnce } from "./shared/held-keys";
import { icons } from "./shared/icons";
import { InView } from "./shared/in-view";
import "./settings/layers";
import "./shared/messages";
import { controlsIn, fitted, isOverlaid, partClasses, scaleOf } from "./parts";
import { partsStyles } from "./parts.styles";
import { insulation, playgroundStyles } from "./playground.styles";
import { MOTIONS, type Motion, THEMES, type Theme } from "./preferences";
import { progressOf } from "./progress";
import type { ProposeEvent } from "./settings/setting";
import type { HnnMessages } from "./shared/messages";
import { modelClasses, shared, themed } from "./shared/shared.styles";
import { stageHandlers } from "./stage-handlers";
import { verdictLine, verdictText } from "./verdict";
import "./settings/transport";
import type { Request } from "../experiment/request";
import type { ViewEvent } from "./settings/layers";
import type { TransportCommand } from "./settings/transport";
import type { Shortcut } from "./shared/shortcuts";

const TRUTH = "truth";
/** Below this width in pixels, planes and settings do not fit side by side. */
const NARROW = 1100;

const NO_PROBLEMS: ReadonlyMap<string, string> = new Map();

/** Why learners stopped. The same object while none has, so that columns needn't render again. */
function problemsOf(training: Training | null): ReadonlyMap<string, string> {
  const stopped = [...(training?.states ?? [])].flatMap(([id, { problem }]) =>
    problem ? [[id, problem] as const] : [],
  );
  return stopped.length > 0 ? new Map(stopped) : NO_PROBLEMS;
}

type Preferences = Partial<Pick<Instrument, "theme" | "motion" | "shortcuts">>;

export abstract class Instrument extends LitElement {
  @property({ reflect: true }) theme: Theme = "auto";
  @property({ reflect: true }) motion: Motion = "auto";
  /** Whether training continues while the element is out of view. */
  @property({ type: Boolean, attribute: "keep-training" }) keepTraining = false;
  /** The host page's shortcuts, for the list of keys. */
  @property({ attribute: false }) keys: readonly Shortcut[] = [];
  /** Whether these shortcuts are on. */
  @property({ attribute: false }) shortcuts = true;
  /** Files that lie beside the standalone page. */
  @property({ attribute: false }) beside: Beside | null = null;
  @state() private panelOpen = false;
  @state() private announcement = "";
  /** Width of the element in pixels (`width` is the setting of the networks). */
  @state() private elementWidth = NARROW;

  @query("hnn-dialogs") private dialogs!: HnnDialogs;
  /** It moves between the page and its dialogs. */
  @query("hnn-messages", true) private messages!: HnnMessages;

  private readonly frames = new FrameLoop();
  private readonly queued = new QueuedEvents(this);
  private readonly prefersLess = matchMedia("(prefers-reduced-motion: reduce)");
  private readonly prefersDark = matchMedia("(prefers-color-scheme: dark)");
  private readonly contrastTheme = matchMedia("(forced-colors: active)");
  protected readonly session = new Session(this.dark, {
    changed: () => {
      this.stale = true;
    },
    progress: () => this.progressed(),
    answered: () => {
      // During training, pictures and numbers update together, at the page's beat.
      if (this.session.training?.running) this.advanced = true;
      else this.stale = true;
    },
    announced: (sentence) => this.announce(sentence),
    link: () => this.queued.add("linkchange"),
    pins: () => this.queued.add("pinschange"),
  });
  private readonly stage = stageHandlers(this.session);
  private readonly renderer = new RendererClient((status) => this.canvasChanged(status));
  /** Whether the help texts are loaded. */
  private helpLoaded = false;
  private tabsRequested = false;
  private formulaControlsRequested = false;
  private tabsLoaded = false;
  private wasFinished = false;
  private stale = true;
  private advanced = false;
  private readonly resize = new ResizeObserver(([entry]) => {
    this.elementWidth = entry?.contentRect.width ?? NARROW;
    this.toggleAttribute("narrow", this.elementWidth < NARROW);
    // The host may give less height than a narrow element needs.
    const box = this.renderRoot.querySelector(".box");
    this.toggleAttribute("scrolls", box !== null && box.scrollHeight > this.clientHeight + 1);
  });
  private readonly inView = new InView(this, (seen) => this.setSeen(seen));
  private seen = true;
  /** Whether the session is open. It survives a move within the document. */
  private opened = false;
  private readonly cleanups: (() => void)[] = [];

  /** The experiment to start with. */
  protected abstract initialRequest(): Request;

  static override styles = [insulation, themed, shared, modelClasses, playgroundStyles, partsStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    const visibility = () => this.session.hold("hidden", document.hidden);
    const scheme = () => this.requestUpdate();
    document.addEventListener("visibilitychange", visibility);
    this.prefersDark.addEventListener("change", scheme);
    this.contrastTheme.addEventListener("change", scheme);
    this.prefersLess.addEventListener("change", scheme);
    this.cleanups.push(
      () => document.removeEventListener("visibilitychange", visibility),
      () => this.prefersDark.removeEventListener("change", scheme),
      () => this.contrastTheme.removeEventListener("change", scheme),
      () => this.prefersLess.removeEventListener("change", scheme),
      this.frames.onFrame((now) => {
        const { playhead, pointer: cursor } = this.session;
        playhead.advance(now);
        this.renderIfStale();
        this.renderer.frame(this.session.scene, cursor.time ?? playhead.time, cursor);
      }),
      () => this.resize.disconnect(),
    );
    this.style.setProperty("--rem", getComputedStyle(this).fontSize);
    this.toggleAttribute("framed", window !== window.top);
    this.resize.observe(this);
    this.inView.open();
    visibility();
    if (this.opened) return;
    this.opened = true;
    this.session.preview(this.initialRequest());
    this.renderer.open();
    this.frames.start();
    void this.session.open(() => this.initialRequest());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.cleanups.splice(0)) stop();
    this.inView.close();
    // Moving an element disconnects and reconnects it at once. Only a lasting disconnection ends the session.
    queueMicrotask(() => {
      if (!this.isConnected && this.opened) this.end();
    });
  }

  /** Stops drawing and terminates the workers. */
  protected end(): void {
    this.opened = false;
    this.frames.stop();
    this.renderer.close();
    this.session.close();
  }

  /** Out of view, nothing is drawn and training pauses. */
  private setSeen(seen: boolean): void {
    this.seen = seen;
    const away = this.outOfView;
    this.session.setOutOfView(away);
    if (away) this.frames.stop();
    else if (this.opened) this.frames.start();
  }

  private get outOfView(): boolean {
    return !this.seen && !this.keepTraining;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.loadTabs();
    this.loadFormulaControls();
    if (changed.has("theme") && !THEMES.includes(this.theme)) this.theme = "auto";
    if (changed.has("motion") && !MOTIONS.includes(this.motion)) this.motion = "auto";
    if (changed.has("keepTraining")) this.setSeen(this.seen);
    this.setAttribute("resolved-theme", this.dark ? "dark" : "light");
    const still = this.motion === "reduced" || this.prefersLess.matches;
    if (still && !this.hasAttribute("still")) this.session.playhead.rest();
    this.toggleAttribute("still", still);
    this.toggleAttribute("fitted", fitted(this.session.view));
    this.toggleAttribute("guided", this.session.view.tour > 0);
    this.session.setDark(this.dark);
    this.style.setProperty("--type", String(this.scale));
  }

  override render() {
    const { session, stage, frames, panelOpen } = this;
    const { training, scene, settings, playhead, learners } = session;
    const { few, compact } = controlsIn(session.view, this.elementWidth);
    const single = isOverlaid(session.view, this.elementWidth);
    const problems = problemsOf(training);
    return html`<div class="box" lang="en">
      <div
        class="instrument ${partClasses(session.view)}"
        @keydown=${pressOnce}
        @view=${({ detail }: ViewEvent) => session.setView(detail)}
        @propose=${this.propose}
        @modal=${({ detail }: ModalEvent) => this.messages.showIn(detail)}
        @canvaschange=${({ detail }: CanvasEvent) => this.canvasChanged(detail)}
      >
        <header><h1>HNN Playground</h1></header>
          <hnn-transport
            .ready=${session.ready}
            .playing=${session.playing}
            .running=${training?.running ?? false}
            .finished=${training?.finished ?? false}
            .stopped=${training?.stopped ?? false}
            .step=${training?.step ?? 0}
            .steps=${Number(settings.steps)}
            .stepsPerSecond=${training?.stepsPerSecond ?? 0}
            .horizon=${Number(settings.horizon)}
            .dt=${session.rowSeconds}
            .view=${session.view}
            .playhead=${playhead}
            .frames=${frames}
            ?few=${few}
            ?compact=${compact}
            @command=${(event: CustomEvent<TransportCommand>) => this.command(event.detail)}
          ></hnn-transport>
          <div class="tools">
            <button class="panel-toggle" aria-expanded=${panelOpen} aria-controls="panel" @click=${() => this.openPanel(!panelOpen)}>
              ${icons.controls}<span>Settings</span>
            </button>
            <button
              data-label="Lecture"
              aria-label="Lecture view"
              aria-pressed=${session.view.lecture}
              title="Lecture view: large type, few controls"
              @click=${this.toggleLecture}
            >${icons.lecture}</button>
            ${
              session.view.lecture && document.fullscreenEnabled
                ? html`<button data-label="Full screen" aria-label="Full screen" title="Full screen" @click=${this.toggleFullScreen}>${icons.fullScreen}</button>`
                : nothing
            }
            ${
              mayHaveSite(session)
                ? html`<button data-label="Link" aria-label="Copy link to this run" title="Copy a link that repeats this run" @click=${this.copyLink}>${icons.link}</button>`
                : nothing
            }
            <hnn-more
              .theme=${this.theme}
              .motion=${this.motion}
              @choose=${({ detail }: CustomEvent<Preferences>) => this.prefer(detail)}
              @ask=${({ detail }: CustomEvent<DialogName>) => this.open(detail)}
            ></hnn-more>
          </div>
        <div class="sheet"><aside id="panel" class=${panelOpen ? "open" : ""} aria-label="Settings" @keydown=${this.panelKey}>
          <div class="panel-head">
            <h2>Settings</h2>
            <button data-label="Close" aria-label="Close the settings" @click=${() => this.openPanel(false)}>${icons.close}</button>
          </div>
          <hnn-controls
            .settings=${session.proposed}
            .system=${scene.system}
            .formulas=${session.formulas}
            .helpLoaded=${this.helpLoaded}
            @experiment=${({ detail }: CustomEvent<Settings>) => session.beginWith(detail)}
            @ask=${({ detail }: CustomEvent<DialogName>) => this.open(detail)}
          ></hnn-controls>
        </aside></div>
        <div class="stage" @moving=${stage.moving} @start=${stage.start} @revert=${stage.revert} @point=${stage.point} @viewport=${stage.viewport} @hold=${stage.hold} @throw=${stage.throw}>
          ${verdictLine(session, () => this.retry())}
          <div class="context">
            <p class="remark">${remark(learners, scene.system)}</p>
            <slot name="more"></slot>
          </div>
          <hnn-layers
            .view=${session.view}
            .system=${scene.system}
            .viewport=${scene.viewport}
            .overlaid=${single}
          ></hnn-layers>
          <div class="planes ${single ? "overlaid" : ""}" role="group" aria-label="Phase planes">
            ${(single ? [overlaid(learners, session.view.behind).model] : [TRUTH, ...learners]).map(
              (model) => html`<hnn-column
                .scene=${scene}
                .model=${model}
                .overlaid=${single}
                .learners=${learners}
                .renderer=${this.renderer}
                .playhead=${playhead}
                .pointer=${session.pointer}
                .view=${session.view}
                .scale=${this.scale}
                .problems=${problems}
              ></hnn-column>`,
            )}
          </div>
          <hnn-probe-card .pointer=${session.pointer} .frames=${frames} .system=${scene.system} .learners=${learners}></hnn-probe-card>
          <hnn-tabs
            .session=${session}
            .frames=${frames}
            .summary=${verdictText(session)}
            @announce=${({ detail }: CustomEvent<string>) => this.announce(detail)}
          ></hnn-tabs>
        </div>
        <slot name="guide"></slot>
        <hnn-dialogs
          .settings=${settings}
          .system=${scene.system}
          .colours=${scene.colours}
          .keys=${this.keys}
          .shortcuts=${this.shortcuts}
          @choose=${({ detail }: CustomEvent<Preferences>) => this.prefer(detail)}
          .beside=${this.beside}
          @experiment=${({ detail }: CustomEvent<Settings>) => session.beginWith(detail)}
          @failed=${({ detail }: CustomEvent<string>) => session.notify(detail)}
        ></hnn-dialogs>
        <p class="visually-hidden" role="status">${this.announcement}</p>
      </div>
      <hnn-messages
        part="messages"
        .messages=${session.messages.list}
        @dismiss=${(event: CustomEvent<number>) => session.dismiss(event.detail)}
      ></hnn-messages>
    </div>`;
  }

  /** Announces a sentence to screen readers. */
  protected announce(sentence: string): void {
    this.announcement = sentence;
  }

  /** Tells listeners that snapshot() has changed. */
  override updated(): void {
    this.dispatchEvent(new CustomEvent("shown"));
  }

  /** Opens one of the page's dialogs. */
  open(part: DialogName): void {
    void this.dialogs.show(part);
  }

  /** Loads the tabs, the More menu, help texts and print styles after the first trained frame, which does not need them. */
  private loadTabs(): void {
    const { ready, failure, training } = this.session;
    const untrained = !ready || (training?.running && training.step === 0);
    if (this.tabsRequested || (untrained && !failure)) return;
    this.tabsRequested = true;
    const help = import("../experiment/texts").then(() => {
      this.helpLoaded = true;
    });
    const print = import("./print.styles").then(({ printStyles }) => {
      const { styleSheet } = printStyles;
      if (styleSheet) (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(styleSheet);
    });
    Promise.all([import("./tabs/tabs"), import("./more"), help, print])
      .catch(() => {
        this.session.notify(
          "The plots below the planes or the More menu could not be loaded. Check your connection and reload the page.",
        );
      })
      .finally(() => {
        this.tabsLoaded = true;
      });
  }

  /** Loads the controls of typed Hamiltonians when the visitor chooses that system. */
  private loadFormulaControls(): void {
    if (this.formulaControlsRequested || this.session.proposed.system !== OWN) return;
    this.formulaControlsRequested = true;
    const bodies = import("../render/plot/potential").then((bodies) => Object.assign(BODIES, bodies));
    Promise.all([import("./settings/own"), import("./columns/starts-box"), bodies]).catch(() => {
      this.formulaControlsRequested = false;
      this.session.notify(
        "The formula field could not be loaded. Check your connection and choose the system again.",
      );
    });
  }

  /** Whether the page shows the session's latest state. Out of view counts as shown. */
  protected get rendered(): boolean {
    if (document.hidden || this.outOfView) return true;
    const waiting = this.stale || this.isUpdatePending || (this.advanced && !this.session.training?.running);
    return this.tabsLoaded && !waiting && this.renderer.settled;
  }

  private get dark(): boolean {
    // In a contrast theme the system sets text colours, so the drawings follow it.
    if (this.theme === "auto" || this.contrastTheme.matches) return this.prefersDark.matches;
    return this.theme === "dark";
  }

  /** Scale of type, lines and points. */
  private get scale(): number {
    return scaleOf(this.session.view, this.elementWidth);
  }

  private toggleLecture(): void {
    const lecture = !this.session.view.lecture;
    this.session.setView({ lecture });
    if (!lecture && document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  private async toggleFullScreen(): Promise<void> {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await this.requestFullscreen();
    } catch {
      this.session.notify("The browser blocked full screen.");
    }
  }

  /** Renders at most once per frame; during training, a few times per second. */
  private renderIfStale(): void {
    if (!this.stale && !(this.advanced && this.frames.beat)) return;
    this.stale = false;
    this.advanced = false;
    this.requestUpdate();
  }

  /** A prevented event tells the control that its value was refused. */
  private propose(event: ProposeEvent): void {
    const { key, value } = event.detail;
    if (!this.session.propose({ [key]: value })) event.preventDefault();
  }

  private command(command: TransportCommand): void {
    const { session } = this;
    if (command === "seed") session.newSeed();
    else if (command === "step") session.step(1);
    else session[command]();
  }

  private progressed(): void {
    const { training } = this.session;
    this.advanced = true;
    if (!training) return;
    for (const { problem } of training.states.values()) {
      if (problem && !this.announcement.includes(problem)) this.announcement = problem;
    }
    if (training.finished && !this.wasFinished) {
      this.announcement = `Training finished after ${training.step} steps. ${verdictText(this.session)}`;
    }
    this.wasFinished = training.finished;
    this.queued.add("progress", () => progressOf(this.session));
  }

  private canvasChanged(status: CanvasStatus): void {
    const { messages, failure } = this.session;
    // The failure message already says what the browser lacks.
    if (status === "no-renderer" && failure) return;
    const sentence = CANVAS_STATUS_MESSAGES[status];
    messages.resolved([BROWSER]);
    if (sentence !== null) messages.add(sentence, [BROWSER]);
    this.requestUpdate();
  }

  private retry(): void {
    void this.session.open(() => this.initialRequest());
  }

  private async copyLink(): Promise<void> {
    await findSite(this.session);
    const link = addressOf(this.session);
    if (this.session.site === null) {
      this.session.notify(
        "There is no page that opens a link to this run. Save & share has code to embed it instead.",
      );
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
      this.session.messages.add("Link copied.");
    } catch {
      this.session.messages.add(`The browser blocked copying. The link is ${link}`);
    }
    this.requestUpdate();
  }

  private prefer(choice: Preferences): void {
    Object.assign(this, choice);
    this.dispatchEvent(new CustomEvent("preferencechange"));
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
