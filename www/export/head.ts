// Draws the heading of a plane or body: for each model its line and marker, its name, and its energy change.
import { modelBrief, modelLabel } from "../experiment/catalog";
import { widthOf, write } from "../render/plot/lettering";
import type { Pen } from "../render/plot/pen";
import { modelColour, sizes } from "../render/plot/theme";
import type { Scene, Shown } from "../render/scene";
import { energyTag } from "../run/summary";
import { drawKey } from "./lettering";

const GAP = 18;

/** Height of the heading. */
export const HEAD = 30;

export function drawHead(pen: Pen, scene: Scene, { motions }: Shown, width: number): void {
  const { left, right } = sizes.margin;
  const room = (width - left - right) / motions.length;
  motions.forEach((model, i) => {
    const gap = i < motions.length - 1 ? GAP : 0;
    drawName(pen, scene, model, left + i * room, left + (i + 1) * room - gap);
  });
}

function drawName(pen: Pen, { colours, rollouts }: Scene, model: string, left: number, right: number): void {
  const baseline = HEAD / 2 + 4;
  const key = drawKey(pen, colours, model, left, HEAD / 2 - 2, true);
  const tag = model === "truth" ? "" : energyTag(rollouts?.models[model]);
  const change = tag === "" ? [] : [{ text: `energy ${tag}` }];
  const bold = { size: 14.5, family: "sans", colour: modelColour(colours, model), weight: 600 } as const;
  const tagWidth = write(pen, change, right, baseline, bold, true);
  const style = { size: 17, family: "serif", colour: colours.ink } as const;
  const long = [{ text: modelLabel(model) }];
  const nameRoom = right - tagWidth - 12 - (left + key + 10);
  const name = widthOf(pen, long, style) <= nameRoom ? long : [{ text: modelBrief(model) }];
  write(pen, name, left + key + 10, baseline, style);
}
