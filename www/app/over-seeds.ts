// Results over 40 seeds (0–39) of the spring, at the default settings unless stated, quoted in the article and the tour.
// Source: examples/seeds.rs, whose output is in tests/golden/seeds.json; a test compares the two.

export const OVER_SEEDS = {
  seeds: 40,
  /** Seeds for which the baseline's energy fell by more than 10 %, rose by more than 10 %, or did neither. */
  inward: 17,
  outward: 18,
  kept: 5,
  /** Largest energy drift of the HNN over all seeds. */
  hnnLargest: 0.065,
  /** Median of the baseline's largest energy drift, with the default noise and without noise. */
  medianNoisy: 0.37,
  medianExact: 0.01,
  /** Medians of the largest energy drift in the experiment "Friction". */
  friction: { baseline: 0.05, hnn: 1.7, dissipative: 0.055 },
  /** Medians of the largest energy drift of networks that know more and more. */
  ladder: { baseline: 0.37, second_order: 0.27, newtonian: 0.016, hnn: 0.032 },
} as const;
