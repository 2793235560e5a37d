// <hnn-batch-bar>: how far a batch of runs has come, the time left, and a button that ends it.
import { property } from "lit/decorators.js";
import type { Batch } from "../../batches/pool";
import { count } from "../../text/format";
import { customElement } from "./define";
import { HnnProgressBar } from "./progress-bar";

@customElement("hnn-batch-bar")
export class HnnBatchBar extends HnnProgressBar {
  /** It changes in place: every render of its owner renders this. */
  @property({ attribute: false, hasChanged: () => true }) batch!: Batch;

  override willUpdate(): void {
    const { runsEnded, jobs, fraction, secondsLeft } = this.batch;
    this.label = "Progress of the runs";
    this.done = `${count(runsEnded)} of ${count(jobs.length)} runs`;
    this.value = fraction;
    this.secondsLeft = secondsLeft;
  }
}
