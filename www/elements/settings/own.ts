// <hnn-own>: the settings of a typed Hamiltonian: its formula and how it is read, its parameters, and the starts of its data.
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { SettingInfo } from "../../../pkg/hnn_playground";
import { OWN, type System, settingInfo } from "../../experiment/catalog";
import type { Settings } from "../../experiment/experiment";
import { parameterKey, rangeKey } from "../../experiment/own";
import type { Formulas } from "../../run/formulas";
import { exact } from "../../text/format";
import { numberFrom } from "../../text/numerals";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { shared } from "../shared/shared.styles";
import { fieldStyles } from "./field.styles";
import { typeset } from "./mathml";
import { ownStyles } from "./own.styles";
import type { ProposeEvent } from "./setting";

/** A readable formula takes effect once nothing has been typed for this long. */
const PAUSE_MS = 700;

const formulaKind = settingInfo("hamiltonian", OWN)?.kind;
const LONGEST = formulaKind?.type === "formula" ? formulaKind.longest : 0;

/** Steps of a parameter's slider. */
const STOPS = 200;

@customElement("hnn-own")
export class HnnOwn extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) system!: System;
  @property({ attribute: false }) formulas!: Formulas;
  /** Whether the help texts are loaded. */
  @property({ attribute: false }) helpLoaded = false;
  /** The formula being typed; null once it is in effect. */
  @state() private typed: string | null = null;
  /** Whether what was typed was refused, although it can be read. */
  @state() private refused = false;
  private pause: ReturnType<typeof setTimeout> | undefined;

  static override styles = [shared, fieldStyles, ownStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("settings");
    // The gallery, a link or undo has brought another formula.
    if (before && before.hamiltonian !== this.settings.hamiltonian) this.forget();
  }

  override render() {
    const { inEffect } = this;
    const text = this.typed ?? inEffect;
    const reading = this.formulas.read(text);
    const problem = reading && "unread" in reading ? reading.unread : null;
    const gallery = this.formulas.gallery();
    const entry = gallery.find(({ formula }) => formula === inEffect);
    return html`
      <label class="title" for="formula">H(q, p)</label>
      <textarea
        id="formula"
        rows="2"
        maxlength=${LONGEST}
        autocapitalize="off"
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${problem || this.refused ? "true" : "false"}
        aria-describedby="reading"
        .value=${live(text)}
        @input=${this.input}
        @keydown=${this.key}
        @change=${this.commit}
      ></textarea>
      <div id="reading" role="status">
        ${problem ? problemOf(text, problem) : reading && "read" in reading ? html`<div class="math">${typeset(reading.read.mathml)}</div>` : nothing}
        ${problem || this.refused ? html`<p class="still">The plots still show H = ${inEffect}.</p>` : nothing}
      </div>
      ${
        reading && "read" in reading && reading.read.others.length > 0
          ? html`<p class="others">Or did you mean ${reading.read.others.map(
              (other) => html`<button @click=${() => this.take(other)}>${other}</button>`,
            )}</p>`
          : nothing
      }
      <select aria-label="Well-known formulas" .value=${live(entry?.id ?? "")} @change=${this.choose}>
        <option value="" ?selected=${!entry}>Well-known formulas …</option>
        ${gallery.map(({ id, label }) => html`<option value=${id} ?selected=${id === entry?.id}>${label}</option>`)}
      </select>
      ${entry ? html`<p class="summary">${entry.summary}</p>` : nothing}
      ${this.system.own?.parameters.map((name) => this.parameter(name))}
      ${this.starts()}
    `;
  }

  private parameter(name: string) {
    const key = parameterKey(name);
    const info = settingInfo(key, OWN);
    const range = this.settings[rangeKey(name)];
    if (!info || !Array.isArray(range)) return nothing;
    const [low = 0, high = 1] = range;
    return html`<hnn-setting
        .info=${withRange(info, low, high)}
        .system=${this.system}
        .value=${live(this.settings[key] ?? 0)}
        @propose=${(event: ProposeEvent) => this.widen(name, [low, high], event)}
      ></hnn-setting>
      <div class="interval" role="group" aria-label="Range of ${name}">
        <span>slider from</span>
        ${this.end(`Lowest ${name}`, low, (value) => this.setRange(name, [value, high]))}
        <span>to</span>
        ${this.end(`Highest ${name}`, high, (value) => this.setRange(name, [low, value]))}
      </div>`;
  }

  private starts() {
    const info = settingInfo("starts", OWN);
    const span = settingInfo("span", OWN);
    const { starts } = this.settings;
    if (!info || !span || !Array.isArray(starts)) return nothing;
    const changed = (i: number, value: number) => starts.map((each, j) => (i === j ? value : each));
    return html`<div class="title" id="starts">${info.label}</div>
      <p class="summary">${info.help} Energy changes are percentages of the energy above the lowest in the box.</p>
      <div role="group" aria-labelledby="starts">
        ${this.system.coordinates.map(
          ({ symbol }, i) => html`<div class="interval">
            <i>${symbol}</i><span>from</span>
            ${this.end(`Lowest ${symbol}`, starts[2 * i] ?? 0, (value) => this.propose("starts", changed(2 * i, value)))}
            <span>to</span>
            ${this.end(`Highest ${symbol}`, starts[2 * i + 1] ?? 0, (value) => this.propose("starts", changed(2 * i + 1, value)))}
          </div>`,
        )}
      </div>
      <hnn-setting .info=${span} .system=${this.system} .value=${live(this.settings.span ?? 0)}></hnn-setting>`;
  }

  /** An entry field for one end of an interval. */
  private end(label: string, value: number, enter: (value: number) => void) {
    return html`<input
      class="entry"
      type="text"
      autocomplete="off"
      aria-label=${label}
      .value=${live(exact(value))}
      @change=${(event: Event) => {
        enter(numberFrom((event.target as HTMLInputElement).value));
        this.requestUpdate();
      }}
    />`;
  }

  private get inEffect(): string {
    return String(this.settings.hamiltonian ?? "");
  }

  private input(event: Event): void {
    this.typed = (event.target as HTMLTextAreaElement).value;
    this.refused = false;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.commit(), PAUSE_MS);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.typed !== null) this.forget();
    else if (event.key === "Enter") this.commit();
    else return;
    event.preventDefault();
    // Escape must not also close the settings.
    event.stopPropagation();
  }

  /** Puts the typed formula into effect if it can be read. */
  private commit(): void {
    clearTimeout(this.pause);
    const { typed } = this;
    if (typed === null) return;
    const reading = this.formulas.read(typed);
    if (reading && "unread" in reading) return;
    if (typed === this.inEffect) this.forget();
    else this.refused = !this.propose("hamiltonian", typed);
  }

  private take(formula: string): void {
    this.typed = formula;
    this.commit();
  }

  private forget(): void {
    clearTimeout(this.pause);
    this.typed = null;
    this.refused = false;
  }

  /** Starts a formula of the gallery with its own parameters and starts; what belongs to no formula stays. */
  private choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const entry = this.formulas.gallery().find(({ id }) => id === value);
    this.requestUpdate();
    if (!entry) return;
    const { learners, seed } = this.settings;
    const settings: Settings = { system: OWN, hamiltonian: entry.formula };
    if (learners !== undefined && seed !== undefined) Object.assign(settings, { learners, seed });
    this.forget();
    emit(this, "experiment", settings);
  }

  /** A value beyond the slider's range widens it. */
  private widen(name: string, [low, high]: [number, number], { detail }: ProposeEvent): void {
    const { value } = detail;
    if (typeof value === "number" && (value < low || value > high))
      this.setRange(name, [Math.min(low, value), Math.max(high, value)]);
  }

  private setRange(name: string, range: [number, number]): void {
    this.propose(rangeKey(name), range);
  }

  private propose(key: string, value: Settings[string]): boolean {
    return emit(this, "propose", { key, value });
  }
}

/** The info of a parameter whose slider has this range. */
function withRange(info: SettingInfo, min: number, max: number): SettingInfo {
  if (info.kind.type !== "number") return info;
  const step = Number(((max - min) / STOPS).toPrecision(1));
  return { ...info, kind: { ...info.kind, min, max, step } };
}

/** The typed text with the characters that can't be read, and what was expected there. */
function problemOf(text: string, { at, length, problem }: { at: number; length: number; problem: string }) {
  const characters = Array.from(text);
  const part = (from: number, to?: number) => characters.slice(from, to).join("");
  const wrong = part(at, at + length);
  return html`<p class="typed" aria-hidden="true">${part(0, at)}<mark>${wrong || "\u2007"}</mark>${part(at + length)}</p>
    <p class="problem">Character ${at + 1}: ${problem}.</p>`;
}
