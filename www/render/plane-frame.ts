// Draws everything of a plane that has text: frame, ticks and axis labels, and the map's colour bar.
import { drawAxes } from "./layers/axes";
import { drawColourBar } from "./plot/colour-bar";
import type { Pen } from "./plot/pen";
import type { Size } from "./plot/surface";
import { type PlaneScene, planeViews } from "./scene";

export function drawFrame(pen: Pen, scene: PlaneScene, size: Size, model: string): void {
  const [view] = planeViews(scene, size, model);
  drawAxes(pen, view);
  const map = scene.fields.get(model)?.map;
  if (map && view.colourBar) drawColourBar(pen, view, map);
}
