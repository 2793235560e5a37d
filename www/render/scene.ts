// The scene: everything that the pictures show. Immutable; each result that arrives replaces one field.
import type { DriftByStart, Quantity, Rollouts, SystemInfo } from "../../pkg/hnn_playground";
import type { LayerKind, View } from "../experiment/view";
import type { Arrows } from "./layers/arrows";
import type { Backdrop } from "./layers/backdrop";
import { companionAxes } from "./plot/body";
import type { Comparison } from "./plot/comparison";
import type { Path } from "./plot/path";
import type { Size } from "./plot/surface";
import { type Colours, coloursOf } from "./plot/theme";
import { equalScales, type PlaneView, type Viewport } from "./plot/viewport";

/** One model's field over a viewport: arrows and a raster map. */
export interface Layer {
  model: string;
  viewport: Viewport;
  arrows: Arrows;
  quantity: Quantity | null;
  map: ImageData | null;
  /** The magnitude at which the map reaches full colour; null for contour maps. */
  full: number | null;
}

/** Mask of the region without training data. */
export interface Coverage {
  viewport: Viewport;
  mask: ImageData;
}

/** The part of the rollouts that drawing needs. */
export interface Trajectories {
  /** s */
  t: Float32Array;
  dim: number;
  models: Record<string, { states: Float32Array }>;
}

/** The part of the scene that draws bodies and planes. */
export interface PlaneScene {
  readonly system: SystemInfo;
  readonly viewport: Viewport;
  readonly start: readonly number[];
  readonly samples: Float32Array | null;
  readonly rollouts: Trajectories | null;
  readonly layers: ReadonlyMap<string, Layer>;
  readonly coverage: Coverage | null;
  readonly visibleLayers: readonly LayerKind[];
  readonly colours: Colours;
}

export interface Scene extends PlaneScene {
  /** The loss of the true field on the noisy test states. */
  readonly lossOfTrueLaw: number | null;
  /** The predicted pace of the best learnable field from the rollouts' initial state. */
  readonly bestPace: number | null;
  /** Each learner's energy drift over many starts: updated every few seconds during training, and when it stops. */
  readonly drifts: ReadonlyMap<string, DriftByStart | null>;
  readonly rollouts: Rollouts | null;
  /** Compares the models along the same rollouts; null unless requested. */
  readonly comparison: Comparison | null;
}

/**
 * Whether a vector field can be drawn on the plane. A plane of two positions shows a path only: the velocity there also depends
 * on the momenta, which the plane doesn't show.
 */
export const hasField = ({ view, dof }: SystemInfo): boolean => view.axes.some((axis) => axis >= dof);

/** The scene before any results: the system in its initial state. */
export function bareScene(system: SystemInfo, view: View, start: readonly number[], dark: boolean): Scene {
  return {
    system,
    viewport: viewportOf(system, view),
    visibleLayers: view.layers,
    start,
    samples: null,
    lossOfTrueLaw: null,
    bestPace: null,
    drifts: new Map(),
    rollouts: null,
    comparison: null,
    layers: new Map(),
    coverage: null,
    colours: coloursOf(dark),
  };
}

/** The viewport of a view: its zoom, or the system's default. */
export function viewportOf({ view }: SystemInfo, { zoom }: View): Viewport {
  return zoom ? { x: [zoom[0], zoom[1]], y: [zoom[2], zoom[3]] } : { x: view.x, y: view.y };
}

/** The viewport that fills a canvas. If both axes are lengths, it is widened so that they have the same scale. */
export const shownViewport = ({ system, viewport }: PlaneScene, size: Size): Viewport =>
  hasField(system) ? viewport : equalScales(viewport, size);

/** What one plane shows: a model's field, and the motion of one or more models. */
export interface Shown {
  /** The model whose map, arrows and body come first. */
  model: string;
  /** The truth's motion is an outline unless it is one of them. */
  motions: readonly string[];
}

/** One model's field and motion. */
export const alone = (model: string): Shown => ({ model, motions: [model] });

/** Every model's motion over one model's field; over the truth's if that model isn't shown. */
export const overlaid = (learners: readonly string[], behind: string): Shown => ({
  model: learners.includes(behind) ? behind : "truth",
  motions: ["truth", ...learners],
});

/** The learners whose motion is shown. */
export const learnersIn = ({ motions }: Shown): readonly string[] =>
  motions.filter((model) => model !== "truth");

/** Makes images of backdrop layers. */
export interface Pictures {
  hatching(coverage: Coverage): OffscreenCanvas;
  /** Without it, samples are drawn dot by dot. */
  samples?(path: Path): OffscreenCanvas;
}

/** The layers behind the rollouts on a model's plane. */
export function backdropOf(
  { layers, visibleLayers, samples, coverage, system }: PlaneScene,
  model: string,
  pictures: Pictures,
): Backdrop {
  const shows = (kind: LayerKind) => visibleLayers.includes(kind);
  const data = shows("data") && samples ? { states: samples, dim: 2 * system.dof } : null;
  return {
    layer: layers.get(model) ?? null,
    arrows: shows("arrows"),
    // The truth does not extrapolate.
    uncovered:
      shows("coverage") && model !== "truth" && coverage
        ? { viewport: coverage.viewport, picture: pictures.hatching(coverage) }
        : null,
    samples: data && (pictures.samples?.(data) ?? data),
    sampleOpacity: model === "truth" ? 1 : 0.3,
  };
}

/** A model's plane on a canvas, followed by the same plane for each further body of the system. */
export function planeViews(scene: PlaneScene, size: Size, model: string): [PlaneView, ...PlaneView[]] {
  const { system, colours } = scene;
  const { axes, body } = system.view;
  const [x, y] = axes.map((axis) => system.coordinates[axis]);
  const labels = { x: x?.symbol ?? "", xUnit: x?.unit ?? "", y: y?.symbol ?? "", yUnit: y?.unit ?? "" };
  const view = { size, viewport: shownViewport(scene, size), axes, labels, colours, model };
  return [view, ...companionAxes(body, 2 * system.dof).map((axes) => ({ ...view, axes }))];
}
