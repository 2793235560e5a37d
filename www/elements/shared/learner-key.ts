// The legend key of a model: a piece of its line, with its marker.
import { html, nothing, svg } from "lit";
import { markerOutline } from "../../render/plot/markers";
import { lineStyleOf } from "../../render/plot/theme";

/** Size of the marker in units of the drawing. */
const SIZE = 5;

/** A model's line style, and its marker if `marked`, as in the plots. */
export function key(model: string, marked = false) {
  const { dash, marker } = lineStyleOf(model);
  return html`<svg class="key model-${model}" viewBox="0 0 44 16" aria-hidden="true">
    <path d="M0 8h44" stroke-dasharray=${dash.join(" ") || "none"} />
    ${marked ? svg`<path class="mark" d=${markerOutline(marker, SIZE, 22, 8)} />` : nothing}
  </svg>`;
}
