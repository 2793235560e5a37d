// One run: its training, and the evaluation of what its learners have learned. Ending it aborts all its waits.
import { learnersOf } from "../experiment/catalog";
import type { Experiment, Settings } from "../experiment/experiment";
import { Evaluation, type EvaluationEvents, type EvaluationView } from "./evaluation";
import { RunData } from "./run-data";
import type { RunWorkers } from "./run-workers";
import { Training } from "./training";

export interface RunEvents extends EvaluationEvents {
  progress(): void;
}

export class Run {
  readonly training: Training;
  evaluation: Evaluation;
  private readonly data: RunData;
  /** Ends the run. */
  private readonly life = new AbortController();
  /** Ends the evaluation; parking does, too. */
  private shown = new AbortController();

  constructor(
    readonly number: number,
    { settings, log }: Experiment,
    view: EvaluationView,
    /** The parked run, which the trainers should keep. */
    parked: Run | null,
    private readonly workers: RunWorkers,
    private readonly events: RunEvents,
  ) {
    const learners = learnersOf(settings);
    const { signal } = this.life;
    this.data = new RunData(
      settings,
      () => learners.map((learner) => workers.trainer(learner, false)),
      signal,
    );
    this.training = new Training(
      number,
      settings,
      this.data,
      learners,
      log,
      parked?.number ?? null,
      (learner, renew) => workers.trainer(learner, renew),
      {
        weights: (learner, weights) => this.ifShown(() => this.evaluation.weights(learner, weights)),
        progress: () =>
          this.ifShown(() => {
            this.evaluation.progress();
            events.progress();
          }),
        notice: (sentence) => this.ifShown(() => events.notice(sentence)),
      },
      signal,
    );
    this.training.budget = Number(settings.steps);
    this.evaluation = this.evaluate(settings, view);
  }

  /** Trains until the run ends. */
  start(): void {
    this.training.drive().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.ifShown(() =>
        this.events.notice(`Training stopped because of an error: ${reason}. Reset starts it again.`),
      );
    });
  }

  /** Ends the evaluation. The trainers keep their learners, so that the run can be resumed after another one. */
  park(): void {
    this.shown.abort();
    this.training.park();
  }

  /** Continues a parked run from its weights. */
  resume(settings: Settings, view: EvaluationView, weights: ReadonlyMap<string, Uint8Array>): void {
    this.shown = new AbortController();
    this.evaluation = this.evaluate(settings, view);
    for (const [learner, bytes] of weights) this.evaluation.weights(learner, bytes);
    this.training.resume();
  }

  end(): void {
    this.shown.abort();
    this.life.abort();
  }

  private evaluate(settings: Settings, view: EvaluationView): Evaluation {
    const { training, workers, events } = this;
    const { signal } = this.shown;
    return new Evaluation(
      this.number,
      settings,
      this.data,
      view,
      training.learners,
      () => training.running,
      () => workers.inspector(signal),
      events,
      signal,
    );
  }

  private ifShown(report: () => void): void {
    if (!this.shown.signal.aborted) report();
  }
}
