// Icons: strokes on a 20 × 20 grid, in the button's text colour.
import { html, svg } from "lit";

const icon = (shape: unknown) => html`<svg viewBox="0 0 20 20" aria-hidden="true">${shape}</svg>`;

export const icons = {
  play: icon(svg`<path class="solid" d="M6 4.200v11.600l9.500-5.800z"/>`),
  pause: icon(svg`<path class="solid" d="M5.500 4.500h3v11h-3zM11.500 4.500h3v11h-3z"/>`),
  step: icon(svg`<path class="solid" d="M4.500 4.500v11l8-5.500z"/><path d="M15.500 4.500v11"/>`),
  back: icon(svg`<path d="M13.500 5l-6 5 6 5M5 5v10"/>`),
  forward: icon(svg`<path d="M6.500 5l6 5-6 5M15 5v10"/>`),
  down: icon(svg`<path d="M4 7l6 7 6-7"/>`),
  pin: icon(svg`<path d="M7 3.500h6M8 3.500v5l-2.500 3.500h9L12 8.500v-5M10 12v5"/>`),
  reset: icon(
    svg`<path d="M4.300 7.500A6.300 6.300 0 1 1 3.700 11"/><path d="M3.600 3.600l.5 4.200 4.200-.5"/>`,
  ),
  seed: icon(
    svg`<rect x="3.500" y="3.500" width="13" height="13" rx="2.500"/><g class="solid" stroke="none" fill="currentColor"><circle cx="7.200" cy="7.200" r="1.200"/><circle cx="12.800" cy="12.800" r="1.200"/><circle cx="10" cy="10" r="1.200"/><circle cx="12.800" cy="7.200" r="1.200"/><circle cx="7.200" cy="12.800" r="1.200"/></g>`,
  ),
  link: icon(
    svg`<path d="M8.500 11.500l3-3"/><path d="M9.500 6.300l1.600-1.600a3 3 0 0 1 4.200 4.200l-1.600 1.600"/><path d="M10.500 13.700l-1.600 1.600a3 3 0 0 1-4.200-4.200l1.600-1.600"/>`,
  ),
  controls: icon(
    svg`<path d="M3 6h5M12 6h5M3 14h9M16 14h1"/><circle cx="10" cy="6" r="2"/><circle cx="14" cy="14" r="2"/>`,
  ),
  plus: icon(svg`<path d="M10 4v12M4 10h12"/>`),
  check: icon(svg`<path d="M3.500 10.500l4.500 4.500 8.500-10"/>`),
  minus: icon(svg`<path d="M4 10h12"/>`),
  fit: icon(svg`<path d="M3.500 7.500v-4h4M12.500 3.500h4v4M16.500 12.500v4h-4M7.500 16.500h-4v-4"/>`),
  lecture: icon(
    svg`<rect x="2.500" y="3.500" width="15" height="10" rx="1"/><path d="M10 13.500v3M6.500 16.500h7"/>`,
  ),
  fullScreen: icon(svg`<path d="M3 7.500V3h4.500M12.500 3H17v4.500M17 12.500V17h-4.500M7.500 17H3v-4.500"/>`),
  more: icon(
    svg`<g class="solid" stroke="none"><circle cx="4" cy="10" r="1.600"/><circle cx="10" cy="10" r="1.600"/><circle cx="16" cy="10" r="1.600"/></g>`,
  ),
  gallery: icon(
    svg`<rect x="3.500" y="3.500" width="5" height="5"/><rect x="11.500" y="3.500" width="5" height="5"/><rect x="3.500" y="11.500" width="5" height="5"/><rect x="11.500" y="11.500" width="5" height="5"/>`,
  ),
  close: icon(svg`<path d="M5 5l10 10M15 5L5 15"/>`),
  undo: icon(svg`<path d="M7 4.500L3.500 8 7 11.500"/><path d="M3.500 8h8a4.500 4.500 0 0 1 0 9H9"/>`),
  help: icon(
    svg`<path d="M7.300 7.600a2.800 2.800 0 1 1 4.200 2.400c-1 .6-1.500 1.100-1.500 2.300"/><circle class="solid" stroke="none" cx="10" cy="15" r="1"/>`,
  ),
  live: icon(svg`<path class="solid" d="M11 2.500L4.500 11.500H9l-.5 6 6.500-9h-4.500z" stroke-width="1"/>`),
};
