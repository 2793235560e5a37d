// <hnn-setting>: the control of one setting: label, entry field, slider or choice, help, and reset.
import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { SettingInfo, Value } from "../../../pkg/hnn_playground";
import { chosenLabels, defaultOf, idsOf, OWN, type System } from "../../experiment/catalog";
import { sameValue } from "../../experiment/experiment";
import { valueFrom } from "../../experiment/request";
import {
  hasZero,
  type NumberKind,
  positionOf,
  slidable,
  sliderRange,
  valueAt,
} from "../../experiment/slider";
import { exact } from "../../text/format";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { icons } from "../shared/icons";
import { shared } from "../shared/shared.styles";
import { fieldStyles } from "./field.styles";
import { settingStyles } from "./setting.styles";

/** `propose`: a new value. A listener that refuses it prevents the event. */
export type ProposeEvent = CustomEvent<{ key: string; value: Value }>;

const EFFECTS: Record<SettingInfo["effect"], { icon: keyof typeof icons; text: string }> = {
  restart: { icon: "reset", text: "Restarts training." },
  live: { icon: "live", text: "Applies at once to the running training." },
  budget: { icon: "live", text: "Applies at once: training stops or continues accordingly." },
  rollout: { icon: "live", text: "Applies at once, to the prediction only." },
  slider: { icon: "live", text: "Changes no result." },
};

/** Longer units appear only in the help. */
const UNIT = /^\S{0,12}$/;

/** Choices whose labels have at most this many letters in total are radio buttons; others are a list. */
const SIDE_BY_SIDE = 32;

/** Number of systems that are one press away. */
const BEST_KNOWN = 3;

type SeveralKind = Extract<SettingInfo["kind"], { type: "several" }>;
type Keyboard = "text" | "numeric" | "decimal";
type Bounds = { min: number; integer?: boolean };

/** The on-screen keyboard. Numeric ones lack a minus sign. */
const keyboardFor = ({ min, integer }: Bounds): Keyboard =>
  min < 0 ? "text" : integer ? "numeric" : "decimal";

@customElement("hnn-setting")
export class HnnSetting extends LitElement {
  @property({ attribute: false }) info!: SettingInfo;
  @property({ attribute: false }) system!: System;
  /** The value in effect. */
  @property({ attribute: false }) value!: Value;
  /** Whether the help texts are loaded. */
  @property({ attribute: false }) helpLoaded = false;
  /** A remark on an option of several, empty for most. It may follow from other settings, so it is asked at every render. */
  @property({ attribute: false, hasChanged: () => true }) remarkOn: (id: string) => string = () => "";
  @state() private helping = false;
  /** The entry field being edited, and its text. */
  @state() private typing: { i: number; text: string } | null = null;

  static override styles = [shared, fieldStyles, settingStyles];

  override render() {
    const { info, value } = this;
    const effect = EFFECTS[info.effect];
    const initial = defaultOf(info, this.system);
    const choice =
      info.kind.type === "choice" ? info.kind.options.find((option) => option.id === value) : undefined;
    return html`
      <div class="head">
        <span class="effect ${info.effect}" title=${effect.text}>${icons[effect.icon]}</span>
        <span class="label"><span id="label">${info.label}</span> <small>${UNIT.test(info.unit) ? info.unit : ""}</small></span>
        <span id="effect" class="visually-hidden">${effect.text}</span>
        ${
          sameValue(value, initial)
            ? nothing
            : html`<button
                class="small"
                data-label="Reset"
                aria-label="Reset ${info.label} to its default"
                title="Default: ${this.valueText(initial)}"
                @click=${() => this.propose(initial)}
              >
                ${icons.undo}
              </button>`
        }
        <button
          class="small"
          data-label="About"
          aria-label="About ${info.label}"
          aria-expanded=${this.helping}
          aria-controls="help"
          @click=${() => {
            this.helping = !this.helping;
          }}
        >
          ${icons.help}
        </button>
        ${info.kind.type === "number" ? this.entry(info.kind, value) : nothing}
      </div>
      ${this.control(value)}
      <p id="help" class="help" ?hidden=${!this.helping}>
        ${info.help} ${choice?.help} ${effect.text} Default: ${this.valueText(initial)}.
      </p>
    `;
  }

  private control(value: Value) {
    const { kind } = this.info;
    if (this.info.key === "system" && kind.type === "choice")
      return this.radios(this.inReach(kind.options, value), value);
    if (kind.type === "choice") {
      return kind.options.map(({ label }) => label).join("").length <= SIDE_BY_SIDE
        ? this.radios(kind.options, value)
        : this.list(kind.options, value);
    }
    if (kind.type === "several") return this.boxes(kind, value);
    if (kind.type === "vector") return this.components(kind, value);
    return kind.type === "number" && slidable(kind) ? this.slider(kind, value) : nothing;
  }

  private entry(kind: NumberKind, value: Value) {
    const text =
      value === 0 && hasZero(kind)
        ? String(kind.zero)
        : typeof value === "number"
          ? exact(value)
          : String(value);
    return this.field(0, text, this.info.label, keyboardFor(kind), (typed) => this.typed(typed));
  }

  /** An entry field. Renders don't overwrite its text until the user commits or leaves it. */
  private field(i: number, text: string, label: string, mode: Keyboard, enter: (text: string) => void) {
    const leave = () => {
      this.typing = null;
    };
    return html`<input
      class="entry"
      type="text"
      inputmode=${mode}
      autocomplete="off"
      spellcheck="false"
      aria-label=${label}
      aria-describedby="effect"
      .value=${live(this.typing?.i === i ? this.typing.text : text)}
      @input=${(event: Event) => {
        this.typing = { i, text: (event.target as HTMLInputElement).value };
      }}
      @change=${(event: Event) => {
        leave();
        enter((event.target as HTMLInputElement).value);
      }}
      @blur=${leave}
    />`;
  }

  private slider(kind: NumberKind, value: Value) {
    const range = sliderRange(kind);
    return html`<input
      type="range"
      min=${range.min}
      max=${range.max}
      step=${range.step}
      aria-label=${this.info.label}
      aria-describedby="effect"
      aria-valuetext=${this.valueText(value)}
      .value=${live(String(positionOf(kind, Number(value))))}
      @input=${(event: Event) => this.slid(kind, (event.target as HTMLInputElement).valueAsNumber)}
    />`;
  }

  private radios(options: readonly { id: string; label: string }[], value: Value) {
    return html`<div class="radios" role="radiogroup" aria-labelledby="label" aria-describedby="effect">
      ${options.map(
        ({ id, label }) => html`<label>
          <input
            type="radio"
            name=${this.info.key}
            value=${id}
            .checked=${live(id === value)}
            @change=${() => this.propose(id)}
          /><span>${label}</span>
        </label>`,
      )}
    </div>`;
  }

  /** The best-known systems, which come first, the present one, and the visitor's own. A dialog shows the others. */
  private inReach<Option extends { id: string }>(options: readonly Option[], value: Value): Option[] {
    return options.filter(({ id }, i) => i < BEST_KNOWN || id === value || id === OWN);
  }

  /** One box per option. The last checked one can't be unchecked, and at most `most` can be checked. */
  private boxes({ options, most }: SeveralKind, value: Value) {
    const ids = idsOf(value);
    return html`<div class="boxes" role="group" aria-labelledby="label" aria-describedby="effect">
      ${options.map(({ id, label, help }) => {
        const checked = ids.includes(id);
        const remark = this.remarkOn(id);
        return html`<label title=${help}>
          <input
            type="checkbox"
            value=${id}
            .checked=${live(checked)}
            ?disabled=${checked ? ids.length === 1 : ids.length >= most}
            @change=${() => this.propose((checked ? ids.filter((each) => each !== id) : [...ids, id]).join())}
          /><span>${label} ${remark ? html`<small>${remark}</small>` : nothing}</span>
        </label>`;
      })}
    </div>`;
  }

  private list(options: readonly { id: string; label: string }[], value: Value) {
    return html`<select
      aria-label=${this.info.label}
      aria-describedby="effect"
      .value=${live(String(value))}
      @change=${(event: Event) => this.propose((event.target as HTMLSelectElement).value)}
    >
      ${options.map(({ id, label }) => html`<option value=${id} ?selected=${id === value}>${label}</option>`)}
    </select>`;
  }

  private components(kind: Bounds, value: Value) {
    // Until the module is loaded, it may be text that doesn't parse.
    const numbers = Array.isArray(value) ? value : [];
    return html`<div class="components" role="group" aria-labelledby="label">
      ${this.system.coordinates.map(
        ({ symbol, label, unit }, i) => html`<label title="${label}, ${unit}">
          <i>${symbol}</i>
          ${this.field(
            i,
            exact(numbers[i] ?? 0),
            `${this.info.label}: ${label} ${symbol}`,
            keyboardFor(kind),
            // Separated by semicolons, so that the typed text may contain a decimal comma.
            (typed) => this.typed(numbers.map((number, j) => (i === j ? typed : exact(number))).join(";")),
          )}
        </label>`,
      )}
    </div>`;
  }

  private valueText(value: Value): string {
    const { kind, unit } = this.info;
    const labels = chosenLabels(this.info, value);
    if (labels !== null) return labels;
    if (Array.isArray(value)) return value.map(exact).join(", ");
    if (kind.type === "number" && hasZero(kind) && value === 0) return String(kind.zero);
    return unit === "" ? String(value) : `${value} ${unit}`;
  }

  private slid(kind: NumberKind, position: number): void {
    const value = valueAt(kind, position);
    if (!sameValue(value, this.value)) this.propose(value);
  }

  private typed(text: string): void {
    this.propose(valueFrom(text, this.info.key, this.system.id));
  }

  private propose(value: Value): void {
    const taken = emit(this, "propose", { key: this.info.key, value });
    if (taken) this.value = value;
    // Shows the value in effect again.
    else this.requestUpdate();
  }
}
