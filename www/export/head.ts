// Draws the heading of a plane or body: for each model its line and marker, its name, and its energy change.
import { modelBrief, modelLabel, modelTag } from "../experiment/catalog";
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

/** The first wording that fits, from the longest to the shortest; the shortest shrinks if it must. */
function drawName(pen: Pen, { colours, rollouts }: Scene, model: string, left: number, right: number): void {
  const baseline = HEAD / 2 + 4;
  const start = left + drawKey(pen, colours, model, left, HEAD / 2 - 2, true) + 10;
  const energy = model === "truth" ? "" : energyTag(rollouts?.models[model]);
  const bold = { size: 14.5, family: "sans", colour: modelColour(colours, model), weight: 600 } as const;
  const serif = { size: 17, family: "serif", colour: colours.ink } as const;
  const worded = energy === "" ? "" : `energy ${energy}`;
  const wordings = [
    [modelLabel(model), worded],
    [modelBrief(model), worded],
    [modelTag(model), worded],
    [modelTag(model), energy],
  ].map(([name = "", change = ""]) => ({ name: [{ text: name }], change: [{ text: change }] }));
  const widthIn = ({ name, change }: (typeof wordings)[number]) =>
    widthOf(pen, name, serif) + 12 + widthOf(pen, change, bold);
  const wording = wordings.find((each) => widthIn(each) <= right - start) ?? wordings.at(-1);
  if (!wording) return;
  const shrink = Math.min(1, (right - start) / widthIn(wording));
  write(pen, wording.change, right, baseline, { ...bold, size: shrink * bold.size }, true);
  write(pen, wording.name, start, baseline, { ...serif, size: shrink * serif.size });
}
