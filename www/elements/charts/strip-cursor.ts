// Cursors of a strip: the needle (a permanent mark), the hair (at the pointer), and seeking along the abscissa.

import type { Playhead } from "../../render/playhead";
import type { Pointer } from "../../render/pointer";

export interface StripCursor {
  /** Abscissa of the needle, or null. */
  readonly needle: number | null;
  /** Abscissa under the pointer, or null. */
  readonly hair: number | null;
  point(x: number): void;
  leave(): void;
  /** Moves the needle; null if there is none. */
  readonly seek: ((x: number) => void) | null;
}

/** Time axis: the needle is the playhead, the hair the pointer shared by all plots over time. */
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

/** Training step axis: only a hair, moved by the pointer or keys. */
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
