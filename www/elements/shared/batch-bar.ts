// <hnn-batch-bar>: progress of a batch of runs, time left, and a Cancel button.
import { property } from "lit/decorators.js";
import type { Batch } from "../../batches/pool";
import { count } from "../../text/format";
import { customElement } from "./define";
import { HnnProgressBar } from "./progress-bar";

@customElement("hnn-batch-bar")
export class HnnBatchBar extends HnnProgressBar {
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) batch!: Batch;

  override willUpdate(): void {
    const { runsEnded, jobs, fraction, secondsLeft } = this.batch;
    this.label = "Progress of the runs";
    this.done = `${count(runsEnded)} of ${count(jobs.length)} runs`;
    this.value = fraction;
    this.secondsLeft = secondsLeft;
  }
}
