// <hnn-batch-bar>: how far a batch has come, the time left, and a button that ends it.
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count, duration } from "../format";
import type { Batch } from "../pool";
import { shared } from "./shared";

@customElement("hnn-batch-bar")
export class HnnBatchBar extends LitElement {
  /** It changes in place: every render of its owner renders this. */
  @property({ attribute: false, hasChanged: () => true }) batch!: Batch;

  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

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
        flex: 1 1 8rem;
        min-width: 0;
        line-height: 1.2;
      }
      span {
        color: var(--faint);
        font-variant-numeric: tabular-nums;
      }
      progress {
        display: block;
        appearance: none;
        width: 100%;
        height: 3px;
        border: 0;
        background: var(--line);
      }
      progress::-webkit-progress-bar {
        background: var(--line);
      }
      progress::-webkit-progress-value {
        background: var(--ink);
      }
      progress::-moz-progress-bar {
        background: var(--ink);
      }
      button {
        border-color: var(--control);
      }
    `,
  ];

  override render() {
    const { runsEnded, jobs, part, secondsLeft } = this.batch;
    const left = secondsLeft === null ? "measuring the pace" : `about ${duration(secondsLeft)} left`;
    return html`
      <div>
        <span>${count(runsEnded)} of ${count(jobs.length)} runs, ${left}</span>
        <progress max="1" .value=${part} aria-label="Progress of the runs"></progress>
      </div>
      <button @click=${this.cancel}>Cancel</button>
    `;
  }

  private cancel(): void {
    this.dispatchEvent(new CustomEvent("cancel", { bubbles: true, composed: true }));
  }
}
