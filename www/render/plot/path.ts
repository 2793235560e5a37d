// A rollout as rows of states, with interpolation between rows.

/** States in row-major order. */
export interface Path {
  states: Float32Array;
  dim: number;
}

/** The state at a fractional row; the last state beyond the end. */
export function stateAt({ states, dim }: Path, at: number): number[] | null {
  const rows = Math.floor(states.length / dim);
  if (rows < 1 || at < 0) return null;
  const low = Math.min(Math.floor(at), rows - 1);
  const high = Math.min(low + 1, rows - 1);
  const fraction = Math.min(1, at - low);
  return Array.from({ length: dim }, (_, i) => {
    const from = states[low * dim + i] ?? Number.NaN;
    return from + ((states[high * dim + i] ?? Number.NaN) - from) * fraction;
  });
}

/** The components of the state on two axes. */
export function pointAt(path: Path, axes: [number, number], at: number): [number, number] | null {
  const state = stateAt(path, at);
  return state && [state[axes[0]] ?? Number.NaN, state[axes[1]] ?? Number.NaN];
}

/** The fractional row at `time`; `t` ascends. */
export function rowAt(t: ArrayLike<number>, time: number): number {
  let low = 0;
  let high = t.length - 1;
  if (high < 1 || time <= (t[0] ?? 0)) return 0;
  if (time >= (t[high] ?? 0)) return high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((t[middle] ?? 0) <= time) low = middle;
    else high = middle;
  }
  const from = t[low] ?? 0;
  return low + (time - from) / ((t[high] ?? 0) - from);
}
