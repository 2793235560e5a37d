// <hnn-progress-bar>: how far long work has come, in words and as a bar, and a button that ends it.
import { css, html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { duration } from "../../text/format";
import { TimeLeft } from "../../text/time-left";
import { customElement } from "./define";
import { emit } from "./emit";
import { shared } from "./shared.styles";

@customElement("hnn-progress-bar")
export class HnnProgressBar extends LitElement {
  /** What has been done so far: "3 of 20 runs". */
  @property() done = "";
  /** The part that is done, 0 … 1. */
  @property({ type: Number }) value = 0;
  /** As estimated now; null while there is nothing to estimate from. */
  @property({ attribute: false }) secondsLeft: number | null = null;
  /** Of what this is the progress. */
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
    const left = seconds === null ? "measuring the pace" : `about ${duration(seconds)} left`;
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
