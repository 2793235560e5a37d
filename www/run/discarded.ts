// Offers back the run that was just discarded: what of it the page showed; the weights stay with the workers.

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
  /** How far it had come. */
  step: number;
}

/** Settings that are tried one after another discard little; after this time of training it is a loss. */
const LONG_MS = 30_000;

/** The part of the plane that a scene shows, as the view names it. */
export function zoomOf({ viewport: window, system }: Scene): View["zoom"] {
  const { x, y } = window;
  return x === system.view.x && y === system.view.y ? null : [...x, ...y];
}

export class UndoOffer {
  private run: Discarded | null = null;

  constructor(
    private readonly messages: Messages,
    private readonly ended: () => void,
  ) {}

  /** Whether a run is worth it. A reset discards nothing but the training, so that after it any is. */
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

  /** Once the new run has come as far, there is less to bring back than to lose. */
  progressed(step: number): void {
    if (this.run && step >= this.run.step) this.end();
  }

  /** Ends when its message is gone. */
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
