// The training and test data of a run: drawn once, then shared by its trainers and the inspector.
import type { Remote } from "comlink";
import type { Data } from "../../pkg/hnn_playground";
import type { Settings } from "../experiment/experiment";
import { type WorkerHandle, WorkerLost } from "../workers/handle";
import type { TrainerApi } from "../workers/protocol";

export class RunData {
  private drawn: Promise<Data> | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly trainers: () => WorkerHandle<TrainerApi>[],
    private readonly signal: AbortSignal,
  ) {}

  /** The data. Rejects with the reason if they can't be drawn; the next call then tries again. Once the run ends, with Aborted. */
  get(): Promise<Data> {
    this.drawn ??= this.draw().catch((error: unknown) => {
      this.drawn = null;
      throw error;
    });
    return this.drawn;
  }

  /** Draws in the first trainer that isn't lost. Unlike the inspector, a trainer is never busy for long. */
  private async draw(): Promise<Data> {
    let lost = new WorkerLost("no trainer has started");
    for (const trainer of this.trainers()) {
      try {
        const draw = (api: Remote<TrainerApi>) => api.draw(this.settings) as Promise<Data>;
        return await trainer.ask(draw, this.signal);
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error;
        lost = error;
      }
    }
    throw lost;
  }
}
