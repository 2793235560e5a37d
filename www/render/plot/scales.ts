// Linear maps from data to pixels, and where ticks go.

export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  domain: readonly [number, number];
  range: readonly [number, number];
}

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  // A domain without width has one place, which is where its values are.
  const slope = (range[1] - range[0]) / (domain[1] - domain[0] || 1);
  const scale = (value: number) => range[0] + (value - domain[0]) * slope;
  return Object.assign(scale, {
    invert: (pixel: number) => domain[0] + (pixel - range[0]) / slope,
    domain,
    range,
  });
}

const MOST_TICKS = 1000;
/** Further from 0, in steps, twelve digits do not tell two ticks apart. */
const FARTHEST_TICK = 1e11;

/** Round tick values inside `domain`, about `count` of them, with steps of 1, 2 or 5 times a power of ten. */
export function ticks(domain: readonly [number, number], count: number): number[] {
  const raw = (domain[1] - domain[0]) / Math.min(MOST_TICKS, Math.max(1, count));
  if (!(raw > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((factor) => raw <= factor * power) ?? 10);
  const first = Math.ceil(domain[0] / step);
  const last = Math.floor(domain[1] / step);
  const countable = Number.isFinite(step) && Math.max(-first, last) <= FARTHEST_TICK;
  if (!countable) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
