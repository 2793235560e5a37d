// Linear scales from data to pixels, and tick positions.

export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  domain: readonly [number, number];
  range: readonly [number, number];
}

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  // A domain of zero width maps to the start of the range.
  const slope = (range[1] - range[0]) / (domain[1] - domain[0] || 1);
  const scale = (value: number) => range[0] + (value - domain[0]) * slope;
  return Object.assign(scale, {
    invert: (pixel: number) => domain[0] + (pixel - range[0]) / slope,
    domain,
    range,
  });
}

const MOST_TICKS = 1000;
/** Beyond this many steps from 0, twelve digits can't distinguish neighbouring ticks. */
const FARTHEST_TICK = 1e11;

/** Round tick values within `domain`, about `count` of them; the step is 1, 2 or 5 times a power of ten. */
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
