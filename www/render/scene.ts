// What the pictures show: replaced part by part as answers arrive, never changed in place.
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

/** A model's field on the viewport: arrows and a rasterised map. */
export interface Layer {
  model: string;
  viewport: Viewport;
  arrows: Arrows;
  quantity: Quantity | null;
  map: ImageData | null;
  /** What the quantity has where the map shows its full colour; null for contours. */
  full: number | null;
}

/** A mask of what the training data do not cover. */
export interface Coverage {
  viewport: Viewport;
  mask: ImageData;
}

/** Of rollouts, what they are drawn from. */
export interface Trajectories {
  /** s */
  t: Float32Array;
  dim: number;
  models: Record<string, { states: Float32Array }>;
}

/** What the models' bodies and planes are drawn from. */
export interface Drawn {
  readonly system: SystemInfo;
  readonly viewport: Viewport;
  readonly start: readonly number[];
  readonly samples: Float32Array | null;
  readonly rollouts: Trajectories | null;
  readonly layers: ReadonlyMap<string, Layer>;
  readonly coverage: Coverage | null;
  /** What is drawn over the maps. */
  readonly shown: readonly LayerKind[];
  readonly colours: Colours;
}

export interface Scene extends Drawn {
  /** The loss of the true field on the noisy test states. */
  readonly lossOfTrueLaw: number | null;
  /** The pace predicted for the best learnable field, for the same start as the rollouts. */
  readonly bestPace: number | null;
  /** The energy drift from many starts, by learner: renewed every few seconds while training runs, and when it rests. */
  readonly drifts: ReadonlyMap<string, DriftByStart | null>;
  readonly rollouts: Rollouts | null;
  /** Of the same rollouts, while it is asked for. */
  readonly comparison: Comparison | null;
}

/**
 * Whether the plane of the view has a field of its own. A plane of positions alone shows the way of a body: what moves it there
 * are the other coordinates, which are not those of the plane.
 */
export const hasField = ({ view, dof }: SystemInfo): boolean => view.axes.some((axis) => axis >= dof);

/** The scene before any answer: the system at its initial state. */
export function bareScene(system: SystemInfo, view: View, start: readonly number[], dark: boolean): Scene {
  return {
    system,
    viewport: viewportOf(system, view),
    shown: view.layers,
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

/** The part of phase space that a view of a system asks for. */
export function viewportOf({ view }: SystemInfo, { zoom }: View): Viewport {
  return zoom ? { x: [zoom[0], zoom[1]], y: [zoom[2], zoom[3]] } : { x: view.x, y: view.y };
}

/** The part of the plane that is shown on a canvas. Where both axes are lengths, they have the same scale. */
export const shownViewport = ({ system, viewport }: Drawn, size: Size): Viewport =>
  hasField(system) ? viewport : equalScales(viewport, size);

/** How parts of a backdrop become pictures. */
export interface Pictures {
  /** Of what the data do not cover. */
  hatching(coverage: Coverage): OffscreenCanvas;
  /** Of the data; without it they are drawn dot by dot. */
  samples?(path: Path): OffscreenCanvas;
}

/** What stands behind the rollouts on a model's plane. */
export function backdropOf(
  { layers, shown, samples, coverage, system }: Drawn,
  model: string,
  pictures: Pictures,
): Backdrop {
  const shows = (kind: LayerKind) => shown.includes(kind);
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

/** A model's plane on a canvas; behind it the same for each other body, where there are several. */
export function planeViews(scene: Drawn, size: Size, model: string): [PlaneView, ...PlaneView[]] {
  const { system, colours } = scene;
  const { axes, body } = system.view;
  const [x, y] = axes.map((axis) => system.coordinates[axis]);
  const labels = { x: x?.symbol ?? "", xUnit: x?.unit ?? "", y: y?.symbol ?? "", yUnit: y?.unit ?? "" };
  const view = { size, viewport: shownViewport(scene, size), axes, labels, colours, model };
  return [view, ...companionAxes(body, 2 * system.dof).map((axes) => ({ ...view, axes }))];
}
