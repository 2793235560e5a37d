// The layers over a plane's map: their names in links, and what the page says of them. www/render/layers/table.ts draws them.

export interface LayerInfo {
  label: string;
  help: string;
  byDefault: boolean;
  /** What the system must have: a vector field on the plane, or a known law of motion. */
  needs: "field" | "law" | null;
}

/** In the order of the page's buttons. */
export const LAYERS = {
  arrows: {
    label: "Field",
    help: "Arrows: where each state moves next",
    byDefault: true,
    needs: "field",
  },
  data: {
    label: "Data",
    help: "Dots: the noisy states that the networks learn from",
    byDefault: true,
    needs: null,
  },
  coverage: {
    label: "Unseen",
    help: "Hatching: no training data nearby, so the networks extrapolate",
    byDefault: true,
    needs: "field",
  },
} as const satisfies Record<string, LayerInfo>;

export type LayerKind = keyof typeof LAYERS;

export const LAYER_IDS = /* @__PURE__ */ Object.keys(LAYERS) as LayerKind[];

export const DEFAULT_LAYERS: readonly LayerKind[] = /* @__PURE__ */ LAYER_IDS.filter(
  (id) => LAYERS[id].byDefault,
);
