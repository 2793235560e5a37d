// Linear maps from data to pixels, and where ticks go.

export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  domain: readonly [number, number];
  range: readonly [number, number];
}

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const slope = (range[1] - range[0]) / (domain[1] - domain[0]);
  const scale = (value: number) => range[0] + (value - domain[0]) * slope;
  return Object.assign(scale, {
    invert: (pixel: number) => domain[0] + (pixel - range[0]) / slope,
    domain,
    range,
  });
}

/** Round tick values inside `domain`, about `count` of them, with steps of 1, 2 or 5 times a power of ten. */
export function ticks(domain: readonly [number, number], count: number): number[] {
  const span = domain[1] - domain[0];
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((factor) => raw <= factor * power) ?? 10);
  const first = Math.ceil(domain[0] / step);
  const last = Math.floor(domain[1] / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
