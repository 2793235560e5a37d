// Draws the values of a quantity as colours over the viewport for which they were computed.
import type { QuantityMap } from "../../../pkg/hnn_playground";
import { enlarged } from "../plot/grid";
import type { Pen } from "../plot/pen";
import { placeOnBar, shadeAt } from "../plot/shades";
import { contextOf } from "../plot/surface";
import { type Colours, sizes } from "../plot/theme";
import { type PlaneView, planeScales } from "../plot/viewport";
import type { PlaneField } from "./layer";

/** Shades between the ends of a colour bar. */
const SHADES = 256;

/** The map as pixels, the first row at the top. Each is opaque; a value that is not finite has a colour of its own. */
export function pixelsOf(
  map: QuantityMap,
  colours: Colours,
): { width: number; height: number; rgba: Uint8ClampedArray<ArrayBuffer> } {
  const factor = Math.max(1, Math.ceil(sizes.mapPixels / Math.max(map.columns, map.rows)));
  const places = map.values.map((value) => placeOnBar(map, value));
  const { columns: width, rows: height, values } = enlarged({ ...map, values: places }, factor);
  // The last shade is that of places that are not finite.
  const shades = Array.from({ length: SHADES }, (_, i) => shadeAt(map, colours, i / (SHADES - 1)));
  const table = Uint8Array.from([...shades, shadeAt(map, colours, Number.NaN)].flat());
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let row = 0, to = 0; row < height; row++) {
    const from = (height - 1 - row) * width;
    for (let column = 0; column < width; column++, to += 4) {
      const place = values[from + column] as number;
      const within = place < 0 ? 0 : place > 1 ? 1 : place;
      const shade = 3 * (Number.isFinite(place) ? Math.round(within * (SHADES - 1)) : SHADES);
      rgba[to] = table[shade] as number;
      rgba[to + 1] = table[shade + 1] as number;
      rgba[to + 2] = table[shade + 2] as number;
      rgba[to + 3] = 255;
    }
  }
  return { width, height, rgba };
}

/** Each map's pixels, computed once: pans and zooms move them. Not a canvas, which browsers may clear. */
const PIXELS = new WeakMap<QuantityMap, { colours: Colours; image: ImageData }>();

function imageOf(map: QuantityMap, colours: Colours): ImageData {
  const known = PIXELS.get(map);
  if (known?.colours === colours) return known.image;
  const { width, height, rgba } = pixelsOf(map, colours);
  const image = new ImageData(rgba, width, height);
  PIXELS.set(map, { colours, image });
  return image;
}

export function drawMap(pen: Pen, view: PlaneView, { map, viewport }: PlaneField): void {
  if (!map) return;
  const { x, y } = planeScales(view);
  const [left, right] = viewport.x.map(x) as [number, number];
  const [bottom, top] = viewport.y.map(y) as [number, number];
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = "high";
  const image = imageOf(map, view.colours);
  const picture = new OffscreenCanvas(image.width, image.height);
  contextOf(picture)?.putImageData(image, 0, 0);
  pen.drawImage(picture, left, top, right - left, bottom - top);
}
