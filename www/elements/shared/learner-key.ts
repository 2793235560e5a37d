// The legend key of a model: a piece of its line, with its marker.
import { html, nothing, svg } from "lit";
import { lineStyleOf, type Marker } from "../../render/plot/theme";

const MARKS: Record<Marker, unknown> = {
  circle: svg`<circle cx="22" cy="8" r="5"/>`,
  square: svg`<rect x="17.500" y="3.500" width="9" height="9"/>`,
  diamond: svg`<path d="M22 1.500L28.500 8 22 14.500 15.500 8z"/>`,
  triangle: svg`<path d="M22 2l6 10.500h-12z"/>`,
  wedge: svg`<path d="M22 14l-6 -10.500h12z"/>`,
};

/** A model's line style, and its marker if `marked`, as in the plots. */
export function key(model: string, marked = false) {
  const { dash, marker } = lineStyleOf(model);
  return html`<svg class="key model-${model}" viewBox="0 0 44 16" aria-hidden="true">
    <path d="M0 8h44" stroke-dasharray=${dash.join(" ") || "none"} />
    ${marked ? svg`<g class="mark">${MARKS[marker]}</g>` : nothing}
  </svg>`;
}
