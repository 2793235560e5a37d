// Keyboard control of a body: arrows move it, Shift with arrows sets the throw velocity, Enter throws it, Escape cancels.
import type { Body, BodyView } from "../../render/plot/body-contract";

/** Pixels of the drawing per arrow key press. */
const STEP = 8;
/** Pixels per second that Shift and an arrow key add to the throw. */
const PUSH = 60;
/** Time step in seconds of the finite difference that converts pixels per second to units of q per second. */
const DELTA_T = 1e-3;

const DIRECTIONS: Record<string, readonly [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class BodyGrip {
  /** Pixels per second. */
  private push: [number, number] = [0, 0];

  constructor(
    private readonly body: Body,
    private readonly view: BodyView,
    /** The coordinates at which the body is held. */
    public q: number[],
    private part: number,
  ) {}

  /** Handles an arrow key; returns false for any other key. */
  press({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): boolean {
    const direction = DIRECTIONS[key];
    if (!direction) return false;
    const [right, down] = direction;
    if (shiftKey) this.push = [this.push[0] + PUSH * right, this.push[1] + PUSH * down];
    else this.q = this.moved(STEP * right, STEP * down);
    return true;
  }

  /** Units of q per second. */
  get velocity(): number[] {
    const [vx, vy] = this.push;
    if (vx === 0 && vy === 0) return this.q.map(() => 0);
    return this.moved(vx * DELTA_T, vy * DELTA_T).map((q, i) => (q - (this.q[i] ?? q)) / DELTA_T);
  }

  private moved(dx: number, dy: number): number[] {
    const state = [...this.q, ...this.q.map(() => 0)];
    const [px, py] = this.body.places(this.view, state)[this.part] ?? [0, 0];
    return this.body.held(this.view, state, px + dx, py + dy, this.part);
  }
}
