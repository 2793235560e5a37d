// <hnn-progress-bar>: progress of a long task as text and a bar, with a Cancel button.
import { css, html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { duration } from "../../text/format";
import { TimeLeft } from "../../text/time-left";
import { customElement } from "./define";
import { emit } from "./emit";
import { shared } from "./shared.styles";

@customElement("hnn-progress-bar")
export class HnnProgressBar extends LitElement {
  /** Progress as text: "3 of 20 runs". */
  @property() done = "";
  /** Fraction done, 0 … 1. */
  @property({ type: Number }) value = 0;
  /** Current estimate; null before there is one. */
  @property({ attribute: false }) secondsLeft: number | null = null;
  /** Accessible name of the bar. */
  @property() label = "Progress";

  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  private readonly timeLeft = new TimeLeft();

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 6px 12px;
      }
      div {
        display: grid;
        gap: 5px;
        flex: 1 1 calc(8 * var(--rem));
        min-width: 0;
        line-height: 1.2;
      }
      span {
        color: var(--faint);
        font-variant-numeric: tabular-nums;
      }
      button {
        border-color: var(--control);
      }
    `,
  ];

  override render() {
    const seconds = this.timeLeft.steady(this.secondsLeft, performance.now());
    const left = seconds === null ? "estimating time left" : `about ${duration(seconds)} left`;
    return html`
      <div>
        <span>${this.done}, ${left}</span>
        <progress max="1" .value=${this.value} aria-label=${this.label}></progress>
      </div>
      <button @click=${this.cancel}>Cancel</button>
    `;
  }

  private cancel(): void {
    emit(this, "cancel");
  }
}
