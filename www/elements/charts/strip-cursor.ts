// Where a strip is marked and read: its needle, the pointer's hair, and how one goes along its abscissa.

import type { Playhead } from "../../render/playhead";
import type { Pointer } from "../../render/pointer";

export interface StripCursor {
  /** Where the strip is marked all the time, or null. */
  readonly needle: number | null;
  /** Where the pointer is, or null. */
  readonly hair: number | null;
  point(x: number): void;
  leave(): void;
  /** Goes there and stays; null where one cannot go along. */
  readonly seek: ((x: number) => void) | null;
}

/** Time: the needle is the playhead, the hair the linked cursor. */
export class TimeCursor implements StripCursor {
  constructor(
    private readonly playhead: Playhead,
    private readonly cursor: Pointer,
  ) {}

  get needle(): number | null {
    return Number.isFinite(this.playhead.time) ? this.playhead.time : null;
  }

  get hair(): number | null {
    return this.cursor.time;
  }

  point(time: number): void {
    this.cursor.moveToTime(time);
  }

  leave(): void {
    this.cursor.leave();
  }

  readonly seek = (time: number): void => this.playhead.hold(time);
}

/** Training steps: nothing but the pointer, or the keys in its place. */
export class StepCursor implements StripCursor {
  readonly needle = null;
  hair: number | null = null;
  readonly seek = null;

  point(step: number): void {
    this.hair = step;
  }

  leave(): void {
    this.hair = null;
  }
}
