// Offers to undo a reset: keeps what the page showed of the discarded run, while the trainers keep its weights.

import type { Experiment, Settings } from "../experiment/experiment";
import type { View } from "../experiment/view";
import type { Scene } from "../render/scene";
import { count } from "../text/format";
import { type Messages, UNDO } from "./messages";
import type { Training } from "./training";

export interface Discarded {
  experiment: Experiment;
  settings: Settings;
  scene: Scene;
  /** Steps trained. */
  step: number;
}

/** Changing settings before this much training time discards little, so no offer is made. */
const LONG_MS = 30_000;

/** The zoom that corresponds to a scene's viewport. */
export function zoomOf({ viewport, system }: Scene): View["zoom"] {
  const { x, y } = viewport;
  return x === system.view.x && y === system.view.y ? null : [...x, ...y];
}

export class UndoOffer {
  private run: Discarded | null = null;

  constructor(
    private readonly messages: Messages,
    private readonly ended: () => void,
  ) {}

  /** Whether to offer undo. A reset has no effect but discarding the training, so it always deserves an offer. */
  static due(training: Training | null, reset: boolean): training is Training {
    return training !== null && training.step > 0 && (reset || training.spent > LONG_MS);
  }

  make(run: Discarded, accepted: (run: Discarded) => void): void {
    this.run = run;
    const act = () => {
      this.run = null;
      this.messages.resolved([UNDO]);
      accepted(run);
    };
    const sentence = `${count(run.step)} training steps were discarded.`;
    this.messages.add(sentence, [UNDO], { label: "Undo", act });
  }

  /** Withdraws the offer once the new run has as many steps as the discarded one. */
  progressed(step: number): void {
    if (this.run && step >= this.run.step) this.end();
  }

  /** Ends the offer once its message is gone. */
  dismissed(): void {
    if (!this.messages.list.some(({ about }) => about.includes(UNDO))) this.end();
  }

  end(): void {
    if (!this.run) return;
    this.run = null;
    this.messages.resolved([UNDO]);
    this.ended();
  }
}
