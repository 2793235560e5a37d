// One page's experiment: settings, training and scene, and the ways to change them. Knows nothing of the DOM.
import type { RunRecord, Value } from "../../pkg/hnn_playground";
import { catalog, defaultsOf, learnersOf, settingInfo, systemInfo } from "../experiment/catalog";
import {
  carriedOver,
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
import type { Layer } from "../render/scene";
import { bareScene, hasField, type Scene, viewportOf } from "../render/scene";
import { count } from "../text/format";
import { StartFailure } from "../workers/handle";
import { type Discarded, UndoOffer, zoomOf } from "./discarded";
import type { EvaluationView } from "./evaluation";
import { type Action, Messages, UNDO } from "./messages";
import { Pinboard } from "./pinboard";
import { RunClient } from "./run-client";
import { SettingsQueue } from "./settings-queue";
import { type Snapshot, snapshotOf } from "./snapshot";
import type { Training } from "./training";

export interface SessionEvents {
  /** Anything that is shown has changed. */
  changed(): void;
  /** Training has moved on. */
  progress(): void;
  /** Pictures of other weights, or of another initial state, have arrived. */
  answered(): void;
  /** The link to this experiment is another. */
  link(): void;
  /** Something that sight alone would tell. */
  announced(sentence: string): void;
  /** Other runs are pinned. */
  pins(): void;
}

const SEEDS = 10_000;

const NOT_LOADED =
  "The part of the page that pins runs could not be loaded: the server did not answer. Pinning a run tries again.";

export class Session {
  experiment: Experiment;
  /** The settings in force now, the log included. */
  settings: Settings;
  scene: Scene;
  /** What is looked at; changing it changes no number. */
  view: View = defaultView();
  /** Runs that are kept to compare with. */
  readonly pinboard = new Pinboard(() => {
    this.events.changed();
    this.events.pins();
  });
  readonly messages = new Messages();
  failure: StartFailure | null = null;
  ready = false;
  /** The last link, if some of it could not be read. */
  unreadLink: string | null = null;
  /** Address of a page that opens links to runs; null if none is known. */
  site: string | null = null;
  /** Counts the times that all proposals were answered. */
  answers = 0;
  readonly playhead = new Playhead();
  readonly pointer = new Pointer();
  /** Whether training goes on by itself, as far as its budget. */
  playing = true;
  private client: RunClient | null = null;
  private readonly holds = new Set<"hidden" | "batch">();
  private unseen = false;
  /** How the motion went before the thing was taken hold of. */
  private moving: { playing: boolean; time: number } | null = null;
  private loads = 0;
  private readonly offer = new UndoOffer(this.messages, () => this.client?.forgetParked());
  private loading = 0;
  /** What is to be said once the first run begins. */
  private readonly early: string[] = [];
  private shown: string[] = [];
  private readonly queue = new SettingsQueue(
    () => this.ready,
    (patch) => this.consider(patch),
    (reason) => this.messages.add(`The change could not be made: ${reason}`),
    () => {
      this.answers += 1;
      this.events.changed();
    },
  );

  constructor(
    private dark: boolean,
    private readonly events: SessionEvents,
  ) {
    const first = catalog.systems[0]?.id ?? "";
    this.settings = defaultsOf(first);
    this.experiment = { settings: this.settings, log: [] };
    this.scene = this.bare();
  }

  /** Whether a proposal is being considered. */
  get considering(): boolean {
    return this.queue.busy;
  }

  /** The compiled numerics, once they are loaded. */
  get module(): WebAssembly.Module | null {
    return this.client?.module ?? null;
  }

  get training(): Training | null {
    return this.client?.training ?? null;
  }

  /** The learners shown; the same array as long as they are the same. */
  get learners(): string[] {
    const now = learnersOf(this.settings);
    if (this.shown.join() !== now.join()) this.shown = now;
    return this.shown;
  }

  /** Seconds between two rows of the rollouts; 0 while there are none. */
  get rowSeconds(): number {
    const t = this.scene.rollouts?.t;
    return t && t.length > 1 ? (t[1] ?? 0) - (t[0] ?? 0) : 0;
  }

  /** Shows a request's system before anything is known of its validity. */
  preview({ input, view }: Request): void {
    const system = catalog.systems.find(({ id }) => id === input.system) ?? catalog.systems[0];
    if (!system) return;
    this.view = { ...defaultView(), ...view };
    this.settings = defaultsOf(system.id);
    this.experiment = { settings: this.settings, log: [] };
    this.scene = this.bare();
    this.events.changed();
  }

  /** Loads the numerics and begins the experiment that is requested by then. */
  async open(request: () => Request): Promise<void> {
    this.failure = null;
    this.events.changed();
    this.client?.close();
    const client = new RunClient({
      progress: () => this.progressed(),
      started: (started) => this.show(started),
      rollouts: (rollouts, comparison, bestPace) => {
        this.playhead.setHorizon(rollouts.t.at(-1) ?? 0);
        this.showAnswer({ rollouts, comparison, bestPace });
        // There are new weights: what was read of the point is no longer so.
        if (this.pointer.point) this.client?.probe(this.pointer.point);
      },
      layer: (layer) => this.showLayer(layer),
      coverage: (coverage) => this.show({ coverage }),
      probe: (probe) => this.pointer.read(probe),
      drift: ({ learner, byStart }) =>
        this.showAnswer({ drifts: new Map(this.scene.drifts).set(learner, byStart) }),
      notice: (sentence) => {
        this.messages.add(sentence);
        this.events.changed();
      },
    });
    this.client = client;
    client.hold(this.holds.size > 0);
    client.setUnseen(this.unseen);
    this.keepTime();
    try {
      await client.open();
      // Closed or opened again in the meantime: whatever becomes of this attempt no longer matters.
      if (client !== this.client) return;
      await this.take(request());
    } catch (error) {
      if (client !== this.client) return;
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

  /** Begins the experiment that a link or attributes ask for; what is refused takes its default and is reported. */
  async load(request: Request): Promise<void> {
    try {
      await this.take(request);
    } catch (error) {
      this.tell(`The experiment could not be opened: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** The same; rejects if the settings cannot be checked. */
  private async take(request: Request): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.loads += 1;
    const load = this.loads;
    const superseded = () => load !== this.loads || client !== this.client;
    this.loading += 1;
    const answer = await accepted(request, (input) => client.check(input))
      .catch((error: unknown) => {
        if (!superseded()) throw error;
        return null;
      })
      .finally(() => {
        this.loading -= 1;
      });
    if (!answer || superseded()) return;
    const { experiment, problems } = answer;
    if (request.link !== undefined) this.unreadLink = problems.length > 0 ? request.link : null;
    this.messages.clear();
    this.view = { ...defaultView(), ...request.view };
    this.keepTime();
    for (const sentence of [...this.early.splice(0), ...problems]) this.messages.add(sentence);
    this.ready = true;
    this.playing = true;
    this.begin(experiment);
    void this.queue.settle();
  }

  /** Says why a link cannot be opened; the experiment stays. */
  refuseLink(link: string, problem: string): void {
    this.unreadLink = link;
    if (this.ready) this.tell(problem);
    else this.early.push(problem);
  }

  /** Asks for other values. They hold once Rust has accepted them; until then, and else, what runs stays. */
  propose(patch: Settings): void {
    this.queue.add(patch);
  }

  /** Begins another experiment: what is not given takes the default of its system. */
  async beginWith(input: Settings): Promise<void> {
    await this.load({ input, log: [], view: { ...this.view, zoom: null }, problems: [] });
    this.linkChanged();
  }

  /** Moves the initial state by hand: the rollouts follow at once. `setStart` then makes it a setting. */
  drag(start: number[]): void {
    const allowed = this.allowed(start);
    this.show({ start: allowed });
    this.client?.roll({ ...this.settings, start: allowed });
  }

  /** The initial state as a setting. */
  setStart(start: number[]): void {
    this.propose({ start: this.allowed(start) });
  }

  /** Holds the thing at rest at the positions `q`; its motion waits. */
  grasp(q: number[]): void {
    const { playhead } = this;
    this.moving ??= { playing: playhead.playing, time: playhead.time };
    playhead.playing = false;
    playhead.seek(0);
    this.drag([...q, ...q.map(() => 0)]);
  }

  /** Lets it go at `q`; `velocity` is that on the screen, in units of q a second. */
  async release(q: number[], velocity: number[]): Promise<void> {
    const { moving } = this;
    this.moving = null;
    const atRest = velocity.every((each) => each === 0);
    const inMotion = velocity.map((each) => each * this.view.speed);
    const p = atRest ? null : await this.momenta(q, inMotion);
    this.setStart([...q, ...(p ?? q.map(() => 0))]);
    if (moving) this.letMove(moving, moving.playing ? 0 : moving.time);
  }

  /** The motion goes on, or stays, as before the body was held. */
  private letMove({ playing }: { playing: boolean }, time: number): void {
    this.playhead.playing = playing;
    this.playhead.seek(time);
  }

  /** The initial state goes back to what it was before it was dragged or held. */
  revert(): void {
    const { start } = this.settings;
    if (!Array.isArray(start)) return;
    this.drag(start);
    const { moving } = this;
    this.moving = null;
    if (moving) this.letMove(moving, moving.time);
  }

  /** Points at a place of the planes, which all of them mark and the models are asked about. */
  point(at: Point, place: Point | null, aloud = false): void {
    this.pointer.moveTo(at, place, aloud);
    if (hasField(this.scene.system)) this.client?.probe(at);
  }

  /** The momenta with which the true system moves at `velocities` through `positions`; null if they cannot be had. */
  private async momenta(positions: number[], velocities: number[]): Promise<number[] | null> {
    return (await this.client?.momenta(positions, velocities)) ?? null;
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

  /** Makes so many more steps and rests; asked for again while they are made, it adds to them. */
  step(count: number): void {
    // A pause would forget the steps asked for a moment ago.
    if (this.playing) this.pause();
    this.training?.stepFurther(count);
  }

  /** The same experiment from its start: same seed, the settings as they are now. */
  reset(): void {
    if (!this.ready) return;
    this.begin({ settings: this.settings, log: [] }, true);
    this.linkChanged();
  }

  newSeed(): void {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    this.propose({ seed: seed % SEEDS });
  }

  /** Holds training while the page is out of sight, or other runs need the cores; it goes on when no reason is left. */
  hold(reason: "hidden" | "batch", held: boolean): void {
    if (held) this.holds.add(reason);
    else this.holds.delete(reason);
    this.client?.hold(this.holds.size > 0);
  }

  /** While the element is out of view, training waits; steps that are asked for are still made. */
  setUnseen(unseen: boolean): void {
    this.unseen = unseen;
    this.client?.setUnseen(unseen);
  }

  setDark(dark: boolean): void {
    if (dark === this.dark) return;
    this.dark = dark;
    this.show({ colours: coloursOf(dark) });
    this.client?.lookAt(this.look);
  }

  /** Looks at something else, or in another way. */
  setView(patch: Partial<View>): void {
    const before = JSON.stringify(this.look);
    const view = { ...this.view, ...patch };
    // A listener that looks at the same again and again must not be told of it.
    if (sameView(view, this.view)) return;
    this.view = view;
    this.keepTime();
    // The viewport stays the same object where it is the same viewport: what was drawn for it still holds.
    const viewport =
      patch.zoom === undefined ? this.scene.viewport : viewportOf(this.scene.system, this.view);
    this.scene = { ...this.scene, viewport, visibleLayers: this.view.layers };
    // A tab or a clock asks for no other fields and maps.
    if (JSON.stringify(this.look) !== before) this.client?.lookAt(this.look);
    this.events.changed();
    this.linkChanged();
  }

  /** Begins the present run again from step 0, with other live changes. */
  async replay(changes: (system: Value | undefined) => Pick<Request, "log" | "problems">): Promise<void> {
    const { settings } = this.experiment;
    await this.load({ input: settings, view: this.view, ...changes(settings.system) });
    this.linkChanged();
  }

  /** Begins a run again that has been before; what is looked at stays, but for the part of the plane. */
  async openExperiment({ settings, log }: Experiment): Promise<void> {
    await this.load({ input: settings, log, view: { ...this.view, zoom: null }, problems: [] });
    this.linkChanged();
  }

  /** Pins the present run; returns what to say of it. */
  async pin(): Promise<string> {
    const pinning = this.pinboard.pin(() => {
      const { experiment, training, scene } = this;
      const { rollouts, system } = scene;
      return training && rollouts && { experiment, training, rollouts, system };
    });
    const { done, sentence } = await pinning.catch(() => ({ done: false, sentence: NOT_LOADED }));
    if (!done) this.tell(sentence);
    return sentence;
  }

  /** Takes over runs that were kept elsewhere; what is no pinned run is left out, and said. */
  async takePins(kept: unknown): Promise<void> {
    const problem = await this.pinboard.take(kept).catch(() => NOT_LOADED);
    this.events.changed();
    if (problem === null) return;
    if (this.ready) this.tell(problem);
    else this.early.push(problem);
    if (problem !== NOT_LOADED) this.events.pins();
  }

  /** Begins the run of a record, at least as far as it went; rejects with the reason if it is none. */
  async openRecord(json: string): Promise<RunRecord> {
    if (!this.client) throw new Error("The numerics are not loaded yet.");
    const { record, settings } = await this.client.read(json);
    const input: Settings = { ...settings, steps: Math.max(Number(settings.steps), record.step) };
    if (!learnersOf(input).includes(record.learner)) input.learner_b = record.learner;
    await this.take({ input, log: record.changes, view: { ...this.view, zoom: null }, problems: [] });
    this.linkChanged();
    return record;
  }

  /** The scene's answers once more, for a picture with colours and a fineness of its own. */
  async picture(dark: boolean, mapCells: number): Promise<Partial<Scene>> {
    const answer = await this.client?.picture(dark, mapCells);
    if (!answer) return {};
    const { rollouts, comparison, layers, coverage } = answer;
    return {
      coverage,
      ...(rollouts && { rollouts, comparison }),
      layers: new Map(layers.map((layer) => [layer.model, layer])),
    };
  }

  tell(sentence: string, action: Action | null = null): void {
    this.messages.add(sentence, [], action);
    this.events.changed();
  }

  dismiss(id: number): void {
    this.messages.dismiss(id);
    this.offer.dismissed();
    this.events.changed();
  }

  close(): void {
    this.client?.close();
    this.client = null;
    this.ready = false;
  }

  snapshot(): Snapshot {
    const { experiment, settings, training, messages, view, playhead, pointer: cursor } = this;
    const settled = this.ready && !this.queue.busy && (this.client?.settled ?? false);
    const problems = messages.list.filter(({ about }) => !about.includes(UNDO)).map(({ text }) => text);
    const motion = { time: playhead.time, playing: playhead.playing, pointed: cursor.time };
    const pinned = this.pinboard.pins.map(({ letter }) => letter);
    const shown = { settings, log: experiment.log, view, training, motion, pinned, settled, problems };
    return snapshotOf({ ...this.scene, ...shown });
  }

  /** Until an experiment is loaded, there is no link to it: one that is being opened stays. */
  private linkChanged(): void {
    if (this.ready && this.loading === 0) this.events.link();
  }

  /** The initial state within what the settings allow. */
  private allowed(start: number[]): number[] {
    const kind = settingInfo("start", this.settings.system)?.kind;
    if (kind?.type !== "vector") return start;
    return start.map((x) => Number(Math.max(kind.min, Math.min(kind.max, x)).toFixed(4)));
  }

  /** The two clocks, those of the motion and of the training, go as fast as the view says. */
  private keepTime(): void {
    this.playhead.speed = this.view.speed;
    this.client?.setPace(this.view.pace);
  }

  private get look(): EvaluationView {
    return {
      viewport: this.scene.viewport,
      dark: this.dark,
      map: this.view.map,
      compare: this.view.tab === "compare",
    };
  }

  private bare(): Scene {
    const start = this.settings.start;
    const system = systemInfo(this.settings.system);
    return bareScene(system, this.view, Array.isArray(start) ? start : [], this.dark);
  }

  private begin(experiment: Experiment, reset = false): void {
    const before = this.settings;
    const { training } = this;
    this.offer.end();
    const keep = UndoOffer.due(training, reset);
    if (keep) {
      const { experiment, settings, scene } = this;
      const { step } = training;
      this.offer.make({ experiment, settings, scene, step }, (run) => void this.undo(run));
    }
    this.experiment = experiment;
    this.settings = settingsAt(experiment, 0);
    const { system, start } = this.settings;
    if (before.system !== system) this.scene = this.bare();
    else if (Array.isArray(start)) {
      const viewport = viewportOf(this.scene.system, this.view);
      this.scene = { ...this.scene, start, viewport, visibleLayers: this.view.layers, drifts: new Map() };
    }
    this.client?.begin(experiment, this.look, this.playing, keep);
    this.events.changed();
  }

  /** Brings back a run that was discarded: weights, step and losses as they were. */
  private async undo({ experiment, settings, scene, step }: Discarded): Promise<void> {
    const back = await this.client?.restore(settings, { ...this.look, viewport: scene.viewport });
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
      this.begin({ ...experiment, settings: { ...experiment.settings, steps } });
    }
    this.events.changed();
    this.linkChanged();
  }

  private async consider(patch: Settings): Promise<void> {
    const toSystem = patch.system !== undefined && patch.system !== this.settings.system;
    const base = toSystem ? carriedOver(this.settings, String(patch.system)) : this.settings;
    const checked = await this.client?.check({ ...base, ...patch });
    if (!checked) return;
    const { settings, problems } = checked;
    if (toSystem && problems.length === 0) this.view = { ...this.view, zoom: null };
    this.messages.resolved(Object.keys(patch));
    if (problems.length > 0) {
      for (const sentence of problems) this.messages.add(sentence, Object.keys(patch));
      this.events.changed();
      return;
    }
    this.adopt(settings);
    this.events.changed();
  }

  /** Takes over accepted settings in the least disturbing way that their effects allow. */
  private adopt(settings: Settings): void {
    const keys = differing(this.settings, settings);
    if (keys.length === 0) return;
    const effects = new Set(keys.map((key) => settingInfo(key, settings.system)?.effect ?? "restart"));
    if (effects.has("restart")) this.begin({ settings, log: [] });
    else {
      for (const key of keys) this.adoptAtOnce(key, settings[key] as Value);
      this.refresh();
      if (effects.has("rollout")) this.client?.roll(settings);
    }
    this.linkChanged();
  }

  private adoptAtOnce(key: string, value: Value): void {
    const effect = settingInfo(key, this.settings.system)?.effect;
    const change = effect === "live" ? this.client?.change(key, value) : null;
    this.experiment = changed(this.experiment, change ?? { step: 0, key, value });
    if (effect === "budget" && this.training) {
      this.training.budget = Number(value);
      this.training.nudge();
    }
  }

  /** Brings the settings in force up to the step that training has come to. */
  private refresh(): void {
    const now = settingsAt(this.experiment, this.training?.nextStep ?? 0);
    if (differing(now, this.settings).length === 0) return;
    const { start } = now;
    if (Array.isArray(start) && !sameValue(start, this.settings.start)) this.show({ start });
    this.settings = now;
  }

  private progressed(): void {
    this.refresh();
    this.offer.progressed(this.training?.step ?? 0);
    this.events.progress();
  }

  private showAnswer(part: Partial<Scene>): void {
    this.scene = { ...this.scene, ...part };
    // A hand is followed at once.
    if (this.moving) this.events.changed();
    else this.events.answered();
  }

  private show(part: Partial<Scene>): void {
    this.scene = { ...this.scene, ...part };
    this.events.changed();
  }

  private showLayer(layer: Layer): void {
    this.showAnswer({ layers: new Map(this.scene.layers).set(layer.model, layer) });
  }
}
