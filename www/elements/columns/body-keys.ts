// Holds and throws a body by keys: arrows move it, Shift and arrows give it speed, Enter lets it go, Escape puts it back.
import type { Body, BodyView } from "../../render/plot/body";

/** Pixels of the drawing by one press of an arrow key. */
const STEP = 8;
/** Pixels a second that one press of Shift and an arrow key adds to the throw. */
const PUSH = 60;
/** Over this time, in seconds, a push moves the body to measure its velocity. */
const MOMENT = 1e-3;

const DIRECTIONS: Record<string, readonly [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class BodyGrip {
  /** Pixels a second. */
  private push: [number, number] = [0, 0];

  constructor(
    private readonly body: Body,
    private readonly view: BodyView,
    /** The positions that it is held at. */
    public q: number[],
    private part: number,
  ) {}

  /** Takes a key; false if it is none of these. */
  press({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): boolean {
    const direction = DIRECTIONS[key];
    if (!direction) return false;
    const [right, down] = direction;
    if (shiftKey) this.push = [this.push[0] + PUSH * right, this.push[1] + PUSH * down];
    else this.q = this.moved(STEP * right, STEP * down);
    return true;
  }

  /** Units of q a second. */
  get velocity(): number[] {
    const [vx, vy] = this.push;
    if (vx === 0 && vy === 0) return this.q.map(() => 0);
    return this.moved(vx * MOMENT, vy * MOMENT).map((q, i) => (q - (this.q[i] ?? q)) / MOMENT);
  }

  private moved(dx: number, dy: number): number[] {
    const state = [...this.q, ...this.q.map(() => 0)];
    const [px, py] = this.body.places(this.view, state)[this.part] ?? [0, 0];
    return this.body.held(this.view, state, px + dx, py + dy, this.part);
  }
}
