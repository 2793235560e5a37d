// The workers that the runs use in turn: a trainer for each learner, and the inspector. Lost ones are replaced.
import { platform } from "#platform";
import { Aborted, unlessAborted } from "../workers/abort";
import { PATIENCE, WorkerHandle } from "../workers/handle";
import type { InspectorApi, TrainerApi } from "../workers/protocol";

const newTrainer = () => platform.newWorker("trainer");
const newInspector = () => platform.newWorker("inspector");

/** Longest wait for an inspector that still computes what an ended run asked for. A new one takes some 50 ms. */
const ABORTED_MS = 250;

export class RunWorkers {
  private readonly trainers = new Map<string, WorkerHandle<TrainerApi>>();
  private presentInspector: WorkerHandle<InspectorApi> | null = null;

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly notice: (sentence: string) => void,
    /** Closes all workers. */
    private readonly signal: AbortSignal,
  ) {}

  /** A learner's worker, even if it is lost; `renew` replaces it. */
  trainer(learner: string, renew: boolean): WorkerHandle<TrainerApi> {
    let worker = this.trainers.get(learner);
    if (!worker || renew) {
      worker?.close();
      worker = new WorkerHandle(newTrainer, this.module, PATIENCE.training, this.signal);
      this.trainers.set(learner, worker);
    }
    return worker;
  }

  /** Closes the trainers of all other learners, and those that are lost. */
  keepTrainers(learners: readonly string[]): void {
    for (const [learner, worker] of this.trainers) {
      if (learners.includes(learner) && !worker.lost) continue;
      worker.close();
      this.trainers.delete(learner);
    }
  }

  /** The inspector, once it computes nothing that was aborted. WebAssembly can't be interrupted: a busy one is replaced. */
  async inspector(signal: AbortSignal): Promise<WorkerHandle<InspectorApi>> {
    if (this.presentInspector) await unlessAborted(this.presentInspector.finishAborted(ABORTED_MS), signal);
    if (signal.aborted) throw new Aborted();
    const before = this.presentInspector;
    if (before?.lost && !before.closed) {
      this.notice(
        `The worker that computes rollouts and fields was lost (${before.lost.message}) and has been replaced.`,
      );
    }
    if (!before || before.lost) {
      this.presentInspector = new WorkerHandle(newInspector, this.module, PATIENCE.rollouts, this.signal);
    }
    return this.presentInspector as WorkerHandle<InspectorApi>;
  }
}
