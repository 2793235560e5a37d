// What the pictures show: replaced part by part as answers arrive, never changed in place.
import type { Rollouts, SystemInfo } from "../pkg/hnn_playground";
import type { Window } from "./plot/phase-plane";
import { type Colours, coloursOf } from "./plot/theme";
import type { Comparison, Layer } from "./protocol";

export interface Scene {
  readonly system: SystemInfo;
  readonly window: Window;
  readonly start: readonly number[];
  readonly samples: Float32Array | null;
  readonly rollouts: Rollouts | null;
  /** Of the same rollouts, while it is asked for. */
  readonly comparison: Comparison | null;
  readonly layers: ReadonlyMap<string, Layer>;
  readonly colours: Colours;
}

/** The scene before any answer: the system at its initial state. */
export function bareScene(system: SystemInfo, start: readonly number[], dark: boolean): Scene {
  return {
    system,
    window: { x: system.view.x, y: system.view.y },
    start,
    samples: null,
    rollouts: null,
    comparison: null,
    layers: new Map(),
    colours: coloursOf(dark),
  };
}
