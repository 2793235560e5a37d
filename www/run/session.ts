// One page's experiment: settings, training and scene, and every way to change them. Knows nothing of the DOM.
// Longer than 400 lines: the state has one owner, so that each change passes one place.

import { platform } from "#platform";
import type { OwnSystem, RunRecord, Value } from "../../pkg/hnn_playground";
import {
  catalog,
  defaultsOf,
  learnersOf,
  MOST_LEARNERS,
  OWN,
  ownSystem,
  type System,
  settingInfo,
  systemInfo,
} from "../experiment/catalog";
import {
  changed,
  differing,
  type Experiment,
  type Settings,
  sameValue,
  settingsAt,
} from "../experiment/experiment";
import { accepted, type Request } from "../experiment/request";
import { defaultView, sameView, type View } from "../experiment/view";
import { Playhead } from "../render/playhead";
import { coloursOf } from "../render/plot/theme";
import type { Point } from "../render/plot/viewport";
import { Pointer } from "../render/pointer";
import { bareScene, hasField, type Scene, viewportOf } from "../render/scene";
import { count } from "../text/format";
import { Aborted } from "../workers/abort";
import { StartFailure } from "../workers/handle";
import { type Discarded, UndoOffer, zoomOf } from "./discarded";
import type { Evaluation, EvaluationView } from "./evaluation";
import { Formulas } from "./formulas";
import { InitialState } from "./initial-state";
import { type Action, Messages, UNDO } from "./messages";
import type { Numerics } from "./numerics";
import { Pinboard } from "./pinboard";
import { Runs } from "./runs";
import { type Snapshot, snapshotOf } from "./snapshot";
import type { Training } from "./training";

export interface SessionEvents {
  /** Something visible changed. */
  changed(): void;
  /** Training advanced. */
  progress(): void;
  /** New rollouts or maps arrived. */
  answered(): void;
  /** The link to this experiment changed. */
  link(): void;
  /** Announces to screen readers what is otherwise only visible. */
  announced(sentence: string): void;
  /** The pinned runs changed. */
  pins(): void;
}

const SEEDS = 10_000;

const NOT_LOADED =
  "The code for pinned runs could not be loaded because the server did not respond. Pin a run to try again.";

const needsFormulas = ({ system }: Settings): boolean => system === OWN;

const systemOf = ({ system }: Settings, own: OwnSystem | null): System =>
  own ? ownSystem(own) : systemInfo(system);

export class Session {
  experiment: Experiment;
  /** The settings in force now: `experiment` with its log applied. */
  settings: Settings;
  scene: Scene;
  /** View state; it never affects results. */
  view: View = defaultView();
  /** Pinned runs, to compare with. */
  readonly pinboard = new Pinboard(() => {
    this.events.changed();
    this.events.pins();
  });
  readonly messages = new Messages();
  failure: StartFailure | null = null;
  ready = false;
  /** The last link, if part of it could not be read. */
  unreadLink: string | null = null;
  /** Address of a page that opens links; null if unknown. */
  site: string | null = null;
  readonly playhead = new Playhead();
  readonly pointer = new Pointer();
  readonly initialState = new InitialState({
    session: () => this,
    show: (start) => {
      this.show({ start });
      this.evaluation?.roll({ ...this.settings, start });
    },
    propose: (start) => this.propose({ start }),
    momenta: (positions, velocities) => this.momenta(positions, velocities),
  });
  readonly formulas = new Formulas({
    settings: () => this.settings,
    system: () => this.scene.system,
    numerics: () => (this.runs?.readsFormulas && this.runs.numerics?.ready ? this.runs.numerics : null),
  });
  /** Whether training continues up to its budget. */
  playing = true;
  private runs: Runs | null = null;
  /** Those that take over once their module, which reads formulas, is loaded. */
  private nextRuns: Runs | null = null;
  private readonly holds = new Set<"hidden" | "batch">();
  private outOfView = false;
  private readonly undoOffer = new UndoOffer(this.messages, () => this.runs?.forgetParked());
  /** Messages to show once the first run starts. */
  private readonly pendingMessages: string[] = [];
  private lastLearners: string[] = [];
  /** Number of calls of `open` and `close`: the latest counts. */
  private openings = 0;
  /** Values proposed before they could be checked. */
  private waiting: Settings = {};

  constructor(
    private dark: boolean,
    private readonly events: SessionEvents,
  ) {
    const first = catalog.systems[0]?.id ?? "";
    this.settings = defaultsOf(first);
    this.experiment = { settings: this.settings, log: [] };
    this.scene = this.sceneWithoutAnswers();
  }

  /** The settings with those that are still to be checked. Returns the same object while there are none. */
  get proposed(): Settings {
    return this.isWaiting ? { ...this.settings, ...this.waiting } : this.settings;
  }

  /** The compiled WebAssembly module, once loaded. */
  get module(): WebAssembly.Module | null {
    return this.runs?.module ?? null;
  }

  get training(): Training | null {
    return this.runs?.present?.training ?? null;
  }

  private get evaluation(): Evaluation | null {
    return this.runs?.present?.evaluation ?? null;
  }

  /** The learners of the run. Returns the same array while they stay the same. */
  get learners(): string[] {
    const now = learnersOf(this.settings);
    if (this.lastLearners.join() !== now.join()) this.lastLearners = now;
    return this.lastLearners;
  }

  /** Seconds between two rows of the rollouts; 0 before the first. */
  get rowSeconds(): number {
    const t = this.scene.rollouts?.t;
    return t && t.length > 1 ? (t[1] ?? 0) - (t[0] ?? 0) : 0;
  }

  /** Shows a request's system before the request has been checked. */
  preview({ input, view }: Request): void {
    const system = catalog.systems.find(({ id }) => id === input.system) ?? catalog.systems[0];
    if (!system) return;
    this.view = { ...defaultView(), ...view };
    this.settings = defaultsOf(system.id);
    this.experiment = { settings: this.settings, log: [] };
    this.scene = this.sceneWithoutAnswers();
    this.events.changed();
  }

  /** Loads the module and starts the experiment requested by the time it is loaded. */
  async open(request: () => Request): Promise<void> {
    this.failure = null;
    this.events.changed();
    // A link that the page sets in the same task decides which module loads.
    const opening = ++this.openings;
    await Promise.resolve();
    if (opening !== this.openings) return;
    this.nextRuns?.close();
    this.nextRuns = null;
    this.runs?.close();
    const runs = this.newRuns(needsFormulas(request().input));
    this.runs = runs;
    try {
      await runs.open();
      this.openRequest(request());
    } catch (error) {
      // The session was closed or reopened meanwhile.
      if (error instanceof Aborted) return;
      this.failure =
        error instanceof StartFailure
          ? error
          : new StartFailure(
              `The numerics could not be started: ${error instanceof Error ? error.message : error}`,
              true,
            );
      this.events.changed();
    }
  }

  private newRuns(formulas: boolean): Runs {
    const runs = new Runs(formulas || platform.formulas, {
      restarted: () => this.considerWaiting(),
      progress: () => this.progressed(),
      started: (started) => this.show(started),
      rollouts: (rollouts, comparison, bestPace) => {
        this.playhead.setHorizon(rollouts.t.at(-1) ?? 0);
        this.showAnswer({ rollouts, comparison, bestPace });
        // The readings at the pointer belong to the old weights.
        if (this.pointer.point) this.evaluation?.probe(this.pointer.point);
      },
      field: (field) => this.showAnswer({ fields: new Map(this.scene.fields).set(field.model, field) }),
      coverage: (coverage) => this.show({ coverage }),
      probe: (probe) => this.pointer.read(probe),
      drift: ({ learner, byStart }) =>
        this.showAnswer({ drifts: new Map(this.scene.drifts).set(learner, byStart) }),
      notice: (sentence) => {
        this.messages.add(sentence);
        this.events.changed();
      },
    });
    runs.hold(this.holds.size > 0);
    runs.setUnseen(this.outOfView);
    runs.setPace(this.view.pace);
    return runs;
  }

  private lacksFormulas(input: Settings): boolean {
    return needsFormulas(input) && !this.runs?.readsFormulas;
  }

  /** Loads the module that reads formulas, while the present run goes on, and then does what needs it. */
  private async loadFormulas(then: () => void): Promise<void> {
    this.nextRuns?.close();
    const runs = this.newRuns(true);
    this.nextRuns = runs;
    this.events.changed();
    try {
      await runs.open();
    } catch (error) {
      if (error instanceof Aborted) return;
      this.nextRuns = null;
      this.waiting = {};
      this.notify(
        `Formulas can’t be read. ${error instanceof Error ? error.message : error} The present run goes on; choose the system again to retry.`,
      );
      return;
    }
    this.nextRuns = null;
    this.runs?.close();
    this.runs = runs;
    then();
    // The visitor may have changed their mind meanwhile.
    if (!runs.present) this.begin(this.experiment, this.scene.system);
  }

  /** Starts a requested experiment. Refused values fall back to their defaults and are reported. */
  load(request: Request): void {
    try {
      this.openRequest(request);
    } catch (error) {
      this.notify(`The experiment could not be opened: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** Like `load`, but throws if the settings cannot be checked. */
  private openRequest(request: Request): void {
    if (this.lacksFormulas(request.input)) return void this.loadFormulas(() => this.load(request));
    const { experiment, own, problems } = accepted(request, (input) => this.numerics.check(input));
    if (request.link !== undefined) this.unreadLink = problems.length > 0 ? request.link : null;
    this.messages.clear();
    this.view = { ...defaultView(), ...request.view };
    this.applyClocks();
    for (const sentence of [...this.pendingMessages.splice(0), ...problems]) this.messages.add(sentence);
    this.ready = true;
    this.playing = true;
    this.formulas.forget();
    this.begin(experiment, systemOf(experiment.settings, own));
    this.considerWaiting();
  }

  private get numerics(): Numerics {
    if (!this.runs?.numerics) throw new Error("The numerics are not loaded yet.");
    return this.runs.numerics;
  }

  /** Reports why a link cannot be opened and keeps the experiment. */
  refuseLink(link: string, problem: string): void {
    this.unreadLink = link;
    this.notifyInRun(problem);
  }

  /** Applies new values, or refuses them with a message and returns false. Before they can be checked, it keeps them. */
  propose(patch: Settings): boolean {
    this.waiting = { ...this.waiting, ...patch };
    return this.considerWaiting();
  }

  /** Starts an experiment; missing settings take their system's defaults. */
  beginWith(input: Settings): void {
    this.load({ input, log: [], view: { ...this.view, zoom: null }, problems: [] });
    this.linkChanged();
  }

  /** Marks a point on all planes and queries every model there. */
  point(at: Point, place: Point | null, aloud = false): void {
    this.pointer.moveTo(at, place, aloud);
    if (hasField(this.scene.system)) this.evaluation?.probe(at);
  }

  play(): void {
    const { training } = this;
    if (!training) return;
    this.playing = true;
    training.playing = true;
    if (training.finished)
      this.propose({ steps: training.step + Number(defaultsOf(String(this.settings.system)).steps) });
    training.nudge();
    this.events.changed();
  }

  pause(): void {
    const played = this.playing;
    this.playing = false;
    if (this.training?.pause() || played) this.events.changed();
  }

  /** Makes `count` more steps and pauses. Repeated calls add up. */
  step(count: number): void {
    // Pausing again would drop the steps still to be made.
    if (this.playing) this.pause();
    this.training?.stepFurther(count);
  }

  /** Restarts from step 0 with the same seed and the present settings. */
  reset(): void {
    if (!this.ready) return;
    this.begin({ settings: this.settings, log: [] }, this.scene.system, true);
    this.linkChanged();
  }

  newSeed(): void {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    this.propose({ seed: seed % SEEDS });
  }

  /** Suspends training while the page is hidden or a batch needs the cores. Training resumes when no reason is left. */
  hold(reason: "hidden" | "batch", held: boolean): void {
    if (held) this.holds.add(reason);
    else this.holds.delete(reason);
    this.runs?.hold(this.holds.size > 0);
  }

  /** While the element is out of view, only requested steps are made. */
  setOutOfView(unseen: boolean): void {
    this.outOfView = unseen;
    this.runs?.setUnseen(unseen);
  }

  setDark(dark: boolean): void {
    if (dark === this.dark) return;
    this.dark = dark;
    this.show({ colours: coloursOf(dark) });
  }

  /** Changes the view. */
  setView(patch: Partial<View>): void {
    const before = JSON.stringify(this.evaluationView);
    const view = { ...this.view, ...patch };
    // A listener that sets the same view again must not trigger itself.
    if (sameView(view, this.view)) return;
    this.view = view;
    this.applyClocks();
    // Keep the viewport's identity unless it changed, so that drawings made for it stay valid.
    const viewport =
      patch.zoom === undefined ? this.scene.viewport : viewportOf(this.scene.system, this.view);
    this.scene = { ...this.scene, viewport, visibleLayers: this.view.layers };
    // A tab or a clock needs no new fields or maps.
    if (JSON.stringify(this.evaluationView) !== before) this.evaluation?.setView(this.evaluationView);
    this.events.changed();
    this.linkChanged();
  }

  /** Restarts the run from step 0 with a new log. */
  replay(changes: (system: Value | undefined) => Pick<Request, "log" | "problems">): void {
    const { settings } = this.experiment;
    this.load({ input: settings, view: this.view, ...changes(settings.system) });
    this.linkChanged();
  }

  /** Starts an earlier experiment. The view stays, except for the zoom. */
  openExperiment({ settings, log }: Experiment): void {
    this.load({ input: settings, log, view: { ...this.view, zoom: null }, problems: [] });
    this.linkChanged();
  }

  /** Pins the present run; returns a sentence for the visitor. */
  async pin(): Promise<string> {
    const pinning = this.pinboard.pin(() => {
      const { experiment, training, scene } = this;
      const { rollouts, system } = scene;
      return training && rollouts && { experiment, training, rollouts, system };
    });
    const { done, sentence } = await pinning.catch(() => ({ done: false, sentence: NOT_LOADED }));
    if (!done) this.notify(sentence);
    return sentence;
  }

  /** Loads stored pinned runs; skips and reports invalid entries. */
  async takePins(kept: unknown): Promise<void> {
    const problem = await this.pinboard.take(kept).catch(() => NOT_LOADED);
    this.events.changed();
    if (problem === null) return;
    this.notifyInRun(problem);
    if (problem !== NOT_LOADED) this.events.pins();
  }

  /** Starts the run of a run record, with a budget of at least its steps; throws if the record is invalid. */
  openRecord(json: string): RunRecord {
    const { record, settings } = this.numerics.read(json);
    const input: Settings = { ...settings, steps: Math.max(Number(settings.steps), record.step) };
    const learners = learnersOf(input);
    if (!learners.includes(record.learner))
      input.learners = [...learners.slice(0, MOST_LEARNERS - 1), record.learner].join();
    this.openRequest({ input, log: record.changes, view: { ...this.view, zoom: null }, problems: [] });
    this.linkChanged();
    return record;
  }

  /** Recomputes rollouts, maps and coverage for an exported picture's resolution. */
  async picture(mapCells: number): Promise<Partial<Scene>> {
    const answer = await this.evaluation?.picture(mapCells).catch((error: unknown) => {
      if (error instanceof Aborted) return null;
      throw error;
    });
    if (!answer) return {};
    const { rollouts, comparison, fields, coverage } = answer;
    return {
      coverage,
      ...(rollouts && { rollouts, comparison }),
      fields: new Map(fields.map((field) => [field.model, field])),
    };
  }

  notify(sentence: string, action: Action | null = null): void {
    this.messages.add(sentence, [], action);
    this.events.changed();
  }

  /** Shows a message once there is a run: the first one clears the messages before it. */
  notifyInRun(sentence: string): void {
    if (this.ready) this.notify(sentence);
    else this.pendingMessages.push(sentence);
  }

  dismiss(id: number): void {
    this.messages.dismiss(id);
    this.undoOffer.dismissed();
    this.events.changed();
  }

  close(): void {
    this.openings += 1;
    this.nextRuns?.close();
    this.nextRuns = null;
    this.runs?.close();
    this.runs = null;
    this.ready = false;
  }

  snapshot(): Snapshot {
    const { experiment, settings, training, messages, view, playhead, pointer: cursor } = this;
    const settled = this.ready && !this.isWaiting && !this.nextRuns && (this.evaluation?.settled ?? false);
    const problems = messages.list.filter(({ about }) => !about.includes(UNDO)).map(({ text }) => text);
    const motion = { time: playhead.time, playing: playhead.playing, pointed: cursor.time };
    const pinned = this.pinboard.pins.map(({ letter }) => letter);
    const shown = { settings, log: experiment.log, view, training, motion, pinned, settled, problems };
    return snapshotOf({ ...this.scene, ...shown });
  }

  private linkChanged(): void {
    if (this.ready) this.events.link();
  }

  /** Applies the view's speeds of motion and training. */
  private applyClocks(): void {
    this.playhead.speed = this.view.speed;
    this.runs?.setPace(this.view.pace);
  }

  private get evaluationView(): EvaluationView {
    return {
      viewport: this.scene.viewport,
      map: this.view.map,
      compare: this.view.tab === "compare",
    };
  }

  private sceneWithoutAnswers(system: System = systemInfo(this.settings.system)): Scene {
    const start = this.settings.start;
    return bareScene(system, this.view, Array.isArray(start) ? start : [], this.dark);
  }

  private begin(experiment: Experiment, system: System, reset = false): void {
    const before = this.settings;
    const { training } = this;
    this.undoOffer.end();
    const keep = UndoOffer.due(training, reset);
    if (keep) {
      const { experiment, settings, scene } = this;
      const { step } = training;
      this.undoOffer.make({ experiment, settings, scene, step }, (run) => void this.undo(run));
    }
    this.experiment = experiment;
    this.settings = settingsAt(experiment, 0);
    const { start } = this.settings;
    const moved = ["system", "hamiltonian"].some((key) => before[key] !== this.settings[key]);
    if (moved) this.scene = this.sceneWithoutAnswers(system);
    else if (Array.isArray(start)) {
      const viewport = viewportOf(system, this.view);
      this.scene = {
        ...this.scene,
        system,
        start,
        viewport,
        visibleLayers: this.view.layers,
        drifts: new Map(),
      };
    }
    this.runs?.begin(experiment, this.evaluationView, this.playing, keep);
    this.events.changed();
  }

  /** Restores a discarded run: weights, step and losses. */
  private async undo({ experiment, settings, scene, step }: Discarded): Promise<void> {
    const back = await this.runs?.restore(settings, { ...this.evaluationView, viewport: scene.viewport });
    if (!back || back === "late") return;
    this.view = { ...this.view, zoom: zoomOf(scene) };
    if (back === "restored") {
      this.experiment = experiment;
      this.settings = settings;
      this.scene = { ...scene, visibleLayers: this.view.layers, colours: this.scene.colours };
      this.playing = this.training?.playing ?? false;
      this.events.announced(`The run is back at step ${count(step)}.`);
    } else {
      this.messages.add("The discarded weights were lost. The same steps are made again.");
      const steps = Math.max(Number(experiment.settings.steps), step);
      this.begin({ ...experiment, settings: { ...experiment.settings, steps } }, scene.system);
    }
    this.events.changed();
    this.linkChanged();
  }

  private get isWaiting(): boolean {
    return Object.keys(this.waiting).length > 0;
  }

  /** Checks the waiting values and applies or refuses them, if they can be checked; false if they are refused. */
  private considerWaiting(): boolean {
    if (!this.ready || !this.runs?.numerics?.ready || !this.isWaiting) return true;
    if (this.lacksFormulas(this.waiting)) {
      if (!this.nextRuns) void this.loadFormulas(() => this.considerWaiting());
      return true;
    }
    const patch = this.waiting;
    this.waiting = {};
    this.events.changed();
    const { base, other } = this.formulas.baseOf(patch);
    const problems = this.adoptChecked({ ...base, ...patch }, other, Object.keys(patch));
    for (const sentence of problems) this.messages.add(sentence, Object.keys(patch));
    return problems.length === 0;
  }

  /** Returns why the settings were refused. */
  private adoptChecked(input: Settings, other: boolean, keys: string[]): string[] {
    try {
      const { settings, problems, own } = this.numerics.check(input);
      this.messages.resolved(keys);
      if (problems.length > 0) return problems;
      if (other) this.view = { ...this.view, zoom: null };
      this.adopt(settings, systemOf(settings, own));
      return [];
    } catch (error) {
      return [`The change could not be made: ${error instanceof Error ? error.message : error}`];
    }
  }

  /** The momenta at which the true system moves with `velocities` through `positions`; null, and a message, if there are none. */
  private momenta(positions: number[], velocities: number[]): number[] | null {
    if (!this.runs?.numerics?.ready) return null;
    try {
      return this.numerics.momenta({ settings: this.settings, positions, velocities });
    } catch (error) {
      this.notify(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  /** Applies accepted settings, restarting the run only if one of them requires it. */
  private adopt(settings: Settings, system: System): void {
    const keys = differing(this.settings, settings);
    if (keys.length === 0) return;
    const effects = new Set(keys.map((key) => settingInfo(key, settings.system)?.effect ?? "restart"));
    if (effects.has("restart")) this.begin({ settings, log: [] }, system);
    else {
      for (const key of keys) this.adoptAtOnce(key, settings[key] as Value);
      this.applyLog();
      if (effects.has("rollout")) this.evaluation?.roll(settings);
    }
    this.linkChanged();
  }

  private adoptAtOnce(key: string, value: Value): void {
    const effect = settingInfo(key, this.settings.system)?.effect;
    const change = effect === "live" ? this.training?.change(key, value) : null;
    this.experiment = changed(this.experiment, change ?? { step: 0, key, value });
    if (effect === "budget" && this.training) {
      this.training.budget = Number(value);
      this.training.nudge();
    }
  }

  /** Brings `settings` up to the current training step. */
  private applyLog(): void {
    const now = settingsAt(this.experiment, this.training?.nextStep ?? 0);
    if (differing(now, this.settings).length === 0) return;
    const { start } = now;
    if (Array.isArray(start) && !sameValue(start, this.settings.start)) this.show({ start });
    this.settings = now;
  }

  private progressed(): void {
    this.applyLog();
    this.undoOffer.progressed(this.training?.step ?? 0);
    this.events.progress();
  }

  private showAnswer(part: Partial<Scene>): void {
    this.scene = { ...this.scene, ...part };
    // Dragging must feel immediate.
    if (this.initialState.held) this.events.changed();
    else this.events.answered();
  }

  private show(part: Partial<Scene>): void {
    this.scene = { ...this.scene, ...part };
    this.events.changed();
  }
}
