// <hnn-playground>: the element's public interface: attributes, properties and methods (docs/embedding.md).
import { property } from "lit/decorators.js";
import type { Value } from "../../pkg/hnn_playground";
import { defaultSystem, defaultsOf, OWN, readableKeys, settingInfo, valueUnder } from "../experiment/catalog";
import type { Settings } from "../experiment/experiment";
import { linkOf, requestFrom, unreadable } from "../experiment/link";
import type { Pin } from "../experiment/pins";
import { logFrom, type Request, requestFromAttributes, valueFrom } from "../experiment/request";
import { defaultView, quoted, VIEW_KEYS, type View, viewFrom, viewOf } from "../experiment/view";
import { siteFrom } from "../export/address";
import type { Action } from "../run/messages";
import type { Snapshot } from "../run/snapshot";
import { Instrument } from "./instrument";
import { customElement } from "./shared/define";

@customElement("hnn-playground")
export class HnnPlayground extends Instrument {
  private request: Request | null = null;

  static override get observedAttributes(): string[] {
    const settings = [...readableKeys].map((key) => key.replaceAll("_", "-"));
    // biome-ignore lint/complexity/noThisInStatic: Lit collects the properties of this class, not of LitElement.
    return [...super.observedAttributes, ...settings, ...VIEW_KEYS, "log"];
  }

  /** The experiment as a URL hash. Setting it opens that experiment, before or after the element starts. */
  get link(): string {
    return linkOf(this.session.experiment, this.session.view);
  }

  set link(hash: string) {
    const request = requestFrom(hash);
    const problem = unreadable(request);
    if (problem !== null) {
      this.session.refuseLink(hash, problem);
      return;
    }
    this.request = request;
    if (this.session.module) this.session.load(keepingParts(this.request, this.session.view));
    else this.session.preview(this.initialRequest());
  }

  /** Address of a page that opens links to runs. By default, copied and saved links point to the site next to the script. */
  @property({ noAccessor: true })
  get site(): string | null {
    return this.session.site;
  }

  set site(address: string | null) {
    this.session.site = address ? siteFrom(address) : null;
    if (address && this.session.site === null) {
      this.session.notifyInRun(
        `site: “${quoted(address)}” is not the address of a page; use one such as https://…/`,
      );
    }
    this.requestUpdate();
  }

  /** The last opened link if part of it was unreadable; null otherwise. */
  get misread(): string | null {
    return this.session.unreadLink;
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

  toggleMotion(): void {
    const { playhead } = this.session;
    playhead.playing = !playhead.playing;
  }

  /** Moves the motion by `count` rows of the rollouts, backwards if negative, and pauses it. */
  stepMotion(count = 1): void {
    const { playhead, rowSeconds } = this.session;
    playhead.step(count, rowSeconds);
  }

  /**
   * The pinned runs. To store them, listen to `pinschange`; to restore them, set this property. Invalid entries are dropped.
   */
  get pins(): readonly Pin[] {
    return this.session.pinboard.pins;
  }

  set pins(stored: unknown) {
    void this.session.takePins(stored);
  }

  /** Pins the current run. */
  async pin(): Promise<void> {
    this.announce(await this.session.pin());
  }

  /** Shows a message until it is dismissed, with an optional action button. */
  tell(sentence: string, action: Action | null = null): void {
    this.session.notify(sentence, action);
  }

  snapshot(): Snapshot {
    const now = this.session.snapshot();
    return { ...now, settled: now.settled && this.rendered };
  }

  /** A setting's value in effect. Every setting is also a property of the element. */
  setting(key: string): Value | undefined {
    return valueUnder(this.session.settings, key);
  }

  /** Proposes a new value for a setting. */
  set(key: string, value: Value): void {
    this.session.propose({ [key]: value });
  }

  get view(): View {
    return this.session.view;
  }

  /** Changes the given fields of the view. Invalid fields are reported and ignored. */
  look(patch: Partial<View>): void {
    const { view, problems } = viewOf(patch);
    for (const sentence of problems) this.session.notify(sentence);
    this.session.setView(view);
  }

  /** Starts an experiment with these settings, the current seed and defaults otherwise. An identical run of a system continues. */
  begin(input: Settings): void {
    const { seed = 0, system } = this.session.settings;
    const to = input.system ?? system ?? defaultSystem;
    if (!this.session.playing) this.play();
    if (to === OWN) {
      // Its defaults follow from the formula.
      this.session.beginWith({ system: to, seed, ...input });
      return;
    }
    this.session.setView({ zoom: null });
    this.session.propose({ ...defaultsOf(String(to)), seed, ...input });
  }

  protected override end(): void {
    // If it is reinserted into a page, it restarts this experiment.
    if (this.session.ready) this.request = requestFrom(this.link);
    super.end();
  }

  override attributeChangedCallback(name: string, old: string | null, text: string | null): void {
    super.attributeChangedCallback(name, old, text);
    const key = name.replaceAll("-", "_");
    if (text === old || !this.session.ready) return;
    const viewKey = VIEW_KEYS.find((each) => each === name);
    if (viewKey) {
      const { view, problems } = viewFrom((each) => (each === name ? text : null));
      for (const sentence of problems) this.session.notify(sentence);
      this.session.setView(text === null ? { [viewKey]: defaultView()[viewKey] } : view);
    }
    if (name === "log") this.session.replay((system) => logFrom(text ?? "", system));
    if (!readableKeys.has(key)) return;
    const { system } = this.session.settings;
    if (text !== null) this.set(key, valueFrom(text, key, system));
    else if (key === "system") this.set(key, defaultSystem);
    else if (settingInfo(key, system)) this.set(key, defaultsOf(String(system))[key] as Value);
  }

  /** The initial experiment: from the link if one was set, else from the attributes. */
  protected override initialRequest(): Request {
    const attributes = requestFromAttributes(this);
    return this.request ? keepingParts(this.request, attributes.view) : attributes;
  }
}

/** The host page decides which parts are shown: a link without `hide` or `lecture` doesn't change them. */
function keepingParts(request: Request, { hide, lecture }: Partial<View>): Request {
  const parts = { ...(hide && { hide }), ...(lecture !== undefined && { lecture }) };
  return { ...request, view: { ...parts, ...request.view } };
}

for (const key of readableKeys) {
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
