// The scene: everything that the pictures show. Immutable; each result that arrives replaces one field.
import type { DriftByStart, Rollouts, SystemInfo } from "../../pkg/hnn_playground";
import type { System } from "../experiment/catalog";
import { LAYER_IDS, LAYERS, type LayerKind } from "../experiment/layers";
import type { View } from "../experiment/view";
import type { Coverage, PlaneData, PlaneField } from "./layers/layer";
import { companionAxes } from "./plot/body";
import type { Comparison } from "./plot/comparison";
import { type Path, rowAt, stateAt } from "./plot/path";
import type { Size } from "./plot/surface";
import { type Colours, coloursOf, sizes } from "./plot/theme";
import { equalScales, type PlaneView, type Viewport } from "./plot/viewport";

const TRUTH = "truth";

/** The part of the rollouts that drawing needs. */
export interface Trajectories {
  /** s */
  t: Float32Array;
  dim: number;
  models: Record<string, { states: Float32Array }>;
}

/** The part of the scene that draws bodies and planes. */
export interface PlaneScene {
  readonly system: System;
  readonly viewport: Viewport;
  readonly start: readonly number[];
  readonly samples: Float32Array | null;
  readonly rollouts: Trajectories | null;
  /** By model. */
  readonly fields: ReadonlyMap<string, PlaneField>;
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

/** Whether a plane has room for a colour bar above its frame. A low plane, as in a small frame, needs all its height. */
export const hasColourBar = (system: SystemInfo, { height }: Size): boolean =>
  hasField(system) && height >= sizes.colourBar.least;

/** The scene before any results: the system in its initial state. */
export function bareScene(system: System, view: View, start: readonly number[], dark: boolean): Scene {
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
    fields: new Map(),
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

/** The layers that a system's planes can show. */
export const layersOf = (system: SystemInfo): LayerKind[] =>
  LAYER_IDS.filter((id) => {
    const { needs } = LAYERS[id];
    return needs === null || (needs === "field" ? hasField(system) : system.formula !== "");
  });

/** The data of the layers on a model's plane. Drawings stay valid while every entry stays the same. */
export function planeDataOf({ fields, samples, coverage, system }: PlaneScene, model: string): PlaneData {
  return {
    field: fields.get(model) ?? null,
    samples,
    dim: 2 * system.dof,
    coverage: model === TRUTH ? null : coverage,
  };
}

/** A model's plane on a canvas, followed by the same plane for each further body of the system. */
export function planeViews(scene: PlaneScene, size: Size, model: string): [PlaneView, ...PlaneView[]] {
  const { system, colours } = scene;
  const { axes, body } = system.view;
  const [x, y] = axes.map((axis) => system.coordinates[axis]);
  const labels = { x: x?.symbol ?? "", xUnit: x?.unit ?? "", y: y?.symbol ?? "", yUnit: y?.unit ?? "" };
  const view = {
    size,
    viewport: shownViewport(scene, size),
    axes,
    labels,
    colours,
    model,
    colourBar: hasColourBar(system, size),
  };
  return [view, ...companionAxes(body, 2 * system.dof).map((axes) => ({ ...view, axes }))];
}

/** A model's state at a time; null if it has no rollout yet. */
export function stateOf(scene: PlaneScene, model: string, time: number): number[] | null {
  const path = pathOf(scene, model);
  return path && scene.rollouts && stateAt(path, rowAt(scene.rollouts.t, time));
}

/** A model's rollout; null if it has none yet. */
export function pathOf({ rollouts }: PlaneScene, model: string): Path | null {
  const states = rollouts?.models[model]?.states;
  return rollouts && states && states.length > 0 ? { states, dim: rollouts.dim } : null;
}
