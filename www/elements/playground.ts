// <hnn-playground>: the element's face to its page. Its attributes and properties are the settings; its state is its own.
import { property } from "lit/decorators.js";
import type { Value } from "../../pkg/hnn_playground";
import { allKeys, defaultSystem, defaultsOf, settingInfo } from "../experiment/catalog";
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
    const settings = [...allKeys].map((key) => key.replaceAll("_", "-"));
    // biome-ignore lint/complexity/noThisInStatic: Lit collects the properties of this class, not of LitElement.
    return [...super.observedAttributes, ...settings, ...VIEW_KEYS, "log"];
  }

  /** The experiment as a URL hash. Setting it before the element starts, or later, opens what it describes. */
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
    // Once the numerics are there, a load that is under way gives way to this one.
    if (this.session.module) void this.session.load(keepingParts(this.request, this.session.view));
    else this.session.preview(this.initialRequest());
  }

  /** The address of a page that opens links to runs. Without one, links that are copied or saved name the site beside the script. */
  @property({ noAccessor: true })
  get site(): string | null {
    return this.session.site;
  }

  set site(address: string | null) {
    this.session.site = address ? siteFrom(address) : null;
    if (address && this.session.site === null) {
      this.session.notifyInRun(
        `site: “${quoted(address)}” is left out; allowed: the address of a page, such as https://…/`,
      );
    }
    this.requestUpdate();
  }

  /** The link that was opened last, if some of it could not be read; null otherwise. */
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

  /** Moves the motion on by `count` rows of its rollouts, or back, and pauses it. */
  stepMotion(count = 1): void {
    const { playhead, rowSeconds } = this.session;
    playhead.step(count, rowSeconds);
  }

  /**
   * The runs that are pinned. Whoever keeps them elsewhere listens to `pinschange`, and may set them again; what is none is
   * left out.
   */
  get pins(): readonly Pin[] {
    return this.session.pinboard.pins;
  }

  set pins(kept: unknown) {
    void this.session.takePins(kept);
  }

  /** Pins the present run. */
  async pin(): Promise<void> {
    this.announce(await this.session.pin());
  }

  /** Shows a sentence until it is dismissed, with a button if there is something to do about it. */
  tell(sentence: string, action: Action | null = null): void {
    this.session.notify(sentence, action);
  }

  snapshot(): Snapshot {
    const now = this.session.snapshot();
    return { ...now, settled: now.settled && this.rendered };
  }

  /** The value in force of a setting, and a wish for another; every setting is a property of the element, too. */
  setting(key: string): Value | undefined {
    return this.session.settings[key];
  }

  set(key: string, value: Value): void {
    this.session.propose({ [key]: value });
  }

  /** What is looked at, and how. */
  get view(): View {
    return this.session.view;
  }

  /** Looks at something else, or in another way: what the patch names. What it names wrongly is told and left out. */
  look(patch: Partial<View>): void {
    const { view, problems } = viewOf(patch);
    for (const sentence of problems) this.session.notify(sentence);
    this.session.setView(view);
  }

  /** Goes over to the experiment of these settings, the seed as it is and all else at its default. A run of just that goes on. */
  begin(input: Settings): void {
    const { seed = 0, system } = this.session.settings;
    const settings = { ...defaultsOf(String(input.system ?? system)), seed, ...input };
    if (!this.session.playing) this.play();
    this.session.setView({ zoom: null });
    this.session.propose(settings);
  }

  protected override end(): void {
    // Put back into a page, it begins again with what it showed.
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
    if (name === "log") void this.session.replay((system) => logFrom(text ?? "", system));
    if (!allKeys.has(key)) return;
    const { system } = this.session.settings;
    if (text !== null) this.set(key, valueFrom(text, key, system));
    else if (key === "system") this.set(key, defaultSystem);
    else if (settingInfo(key, system)) this.set(key, defaultsOf(String(system))[key] as Value);
  }

  /** What the page's link asks for, else the element's attributes. */
  protected override initialRequest(): Request {
    const attributes = requestFromAttributes(this);
    return this.request ? keepingParts(this.request, attributes.view) : attributes;
  }
}

/** Which parts are shown belongs to the page around: a link that doesn't name them leaves them as they are. */
function keepingParts(request: Request, { hide, lecture }: Partial<View>): Request {
  const parts = { ...(hide && { hide }), ...(lecture !== undefined && { lecture }) };
  return { ...request, view: { ...parts, ...request.view } };
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
