// Moves the initial state by hand: drags it on a plane, or holds and throws the body.
import { settingInfo } from "../experiment/catalog";
import type { Settings } from "../experiment/experiment";
import type { View } from "../experiment/view";
import type { Playhead } from "../render/playhead";

export interface InitialStateHost {
  session(): { readonly settings: Settings; readonly view: View; readonly playhead: Playhead };
  /** Shows a start that is not a setting yet, and its rollouts. */
  show(start: number[]): void;
  /** Makes the start a setting. */
  propose(start: number[]): void;
  /** Momenta at which the true system moves with `velocities` through `positions`; null if there are none. */
  momenta(positions: number[], velocities: number[]): number[] | null;
}

export class InitialState {
  /** The playhead before the body was grasped. */
  private before: { playing: boolean; time: number } | null = null;

  constructor(private readonly host: InitialStateHost) {}

  /** Whether the body is held. */
  get held(): boolean {
    return this.before !== null;
  }

  /** Shows another start and its rollouts at once; `set` then makes it a setting. */
  drag(start: number[]): void {
    this.host.show(this.clamped(start));
  }

  set(start: number[]): void {
    this.host.propose(this.clamped(start));
  }

  /** Holds the body at rest at positions `q`; its motion pauses. */
  grasp(q: number[]): void {
    const { playhead } = this.host.session();
    this.before ??= { playing: playhead.playing, time: playhead.time };
    playhead.playing = false;
    playhead.seek(0);
    this.drag([...q, ...q.map(() => 0)]);
  }

  /** Releases the body at `q`; `velocity` is its velocity on the screen, in units of q per second. */
  release(q: number[], velocity: number[]): void {
    const { before } = this;
    const { view } = this.host.session();
    this.before = null;
    const atRest = velocity.every((each) => each === 0);
    // The motion plays at `speed` times its own pace.
    const inMotion = velocity.map((each) => each * view.speed);
    const p = atRest ? null : this.host.momenta(q, inMotion);
    this.set([...q, ...(p ?? q.map(() => 0))]);
    if (before) this.resume(before.playing, before.playing ? 0 : before.time);
  }

  /** Returns to the start before the drag or grasp. */
  revert(): void {
    const { start } = this.host.session().settings;
    if (!Array.isArray(start)) return;
    this.drag(start);
    const { before } = this;
    this.before = null;
    if (before) this.resume(before.playing, before.time);
  }

  private resume(playing: boolean, time: number): void {
    const { playhead } = this.host.session();
    playhead.playing = playing;
    playhead.seek(time);
  }

  /** The initial state within what the settings allow. */
  private clamped(start: number[]): number[] {
    const kind = settingInfo("start", this.host.session().settings.system)?.kind;
    if (kind?.type !== "vector") return start;
    return start.map((x) => Number(Math.max(kind.min, Math.min(kind.max, x)).toFixed(4)));
  }
}
