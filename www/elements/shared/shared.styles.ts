// CSS shared by all elements: theme colours as custom properties, buttons, form controls.
import { css, unsafeCSS } from "lit";
import { type Colours, dark, fonts, light } from "../../render/plot/theme";

const KEYS = ["paper", "plate", "ink", "soft", "faint", "line", "control", "warn"] as const;

const properties = (colours: Colours) =>
  unsafeCSS(
    [
      ...KEYS.map((key) => `--${key}: ${colours[key]};`),
      ...Object.entries(colours.models).map(([model, colour]) => `--model-${model}: ${colour};`),
    ].join("\n"),
  );

/** For outermost elements: the theme's colours as custom properties. */
export const themed = css`
  :host {
    ${properties(light)}
    --serif: ${unsafeCSS(fonts.serif)};
    --sans: ${unsafeCSS(fonts.sans)};
    --printed: none;
    color-scheme: light;
  }
  :host([resolved-theme="dark"]) {
    ${properties(dark)}
    --printed: invert(1) hue-rotate(180deg);
    color-scheme: dark;
  }
  /* Print in light colours. Canvases can't be redrawn in time, so dark drawings are inverted. */
  @media print {
    :host,
    :host([resolved-theme="dark"]) {
      ${properties(light)}
      color-scheme: light;
    }
  }
`;

export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
    border-radius: 3px;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.35em;
    min-width: 36px;
    min-height: 36px;
    padding: 0 0.5em;
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: 4px;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: color-mix(in srgb, var(--ink) 8%, transparent);
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  svg {
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
    flex: none;
  }
  svg .solid {
    fill: currentColor;
  }
  .key {
    stroke-width: 2;
    stroke-linecap: butt;
    stroke-linejoin: miter;
  }
  .key .mark {
    fill: currentColor;
    stroke: var(--paper);
    stroke-width: 1.5;
  }
  input,
  select {
    font: inherit;
    color: inherit;
  }
  input[type="range"] {
    appearance: none;
    width: 100%;
    height: 24px;
    margin: 0;
    background: none;
    cursor: pointer;
  }
  input[type="range"]::-webkit-slider-runnable-track {
    height: 1px;
    background: var(--control);
  }
  input[type="range"]::-moz-range-track {
    height: 1px;
    background: var(--control);
  }
  input[type="range"]::-webkit-slider-thumb {
    appearance: none;
    width: 7px;
    height: 17px;
    margin-top: -8px;
    background: var(--ink);
    border: 0;
    border-radius: 2px;
  }
  input[type="range"]::-moz-range-thumb {
    width: 7px;
    height: 17px;
    background: var(--ink);
    border: 0;
    border-radius: 2px;
  }
  progress {
    display: block;
    appearance: none;
    width: 100%;
    height: 3px;
    border: 0;
    background: var(--line);
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--ink);
  }
  progress::-moz-progress-bar {
    background: var(--ink);
  }
  /* Without hover, tooltips never show, so icons get a text label. */
  @media (hover: none) {
    button[data-label] {
      flex-direction: column;
      gap: 2px;
      padding: 0 3px;
    }
    button[data-label]::after {
      content: attr(data-label);
      font: 400 calc(0.69 * var(--rem))/1 var(--sans);
      white-space: nowrap;
    }
  }
  /* Contrast themes drop backgrounds and shadows, so show state in system colours. */
  @media (forced-colors: active) {
    :is([aria-pressed="true"], [aria-selected="true"]):not(.card),
    input:checked + span {
      forced-color-adjust: none;
      color: HighlightText !important;
      background: Highlight !important;
    }
    :is([aria-pressed="true"], [aria-selected="true"]):not(.card) * {
      color: inherit !important;
    }
    .card[aria-pressed="true"] {
      outline: 3px solid Highlight;
    }
    input[type="range"]::-webkit-slider-runnable-track {
      background: CanvasText;
    }
    input[type="range"]::-moz-range-track {
      background: CanvasText;
    }
    input[type="range"]::-webkit-slider-thumb {
      background: Highlight;
    }
    input[type="range"]::-moz-range-thumb {
      background: Highlight;
    }
    progress {
      height: 7px;
      border: 1px solid CanvasText;
    }
    progress::-webkit-progress-bar {
      background: Canvas;
    }
    progress::-webkit-progress-value {
      background: Highlight;
    }
    progress::-moz-progress-bar {
      background: Highlight;
    }
  }
  @media print {
    canvas {
      filter: var(--printed, none);
    }
  }
  @media (pointer: coarse) {
    button {
      min-width: 44px;
      min-height: 44px;
    }
    input[type="range"] {
      height: 44px;
    }
    input[type="range"]::-webkit-slider-thumb {
      width: 14px;
      height: 26px;
      margin-top: -13px;
      border-radius: 4px;
    }
    input[type="range"]::-moz-range-thumb {
      width: 14px;
      height: 26px;
      border-radius: 4px;
    }
  }
`;

/** Text in a model's colour: class="model-hnn". */
export const modelClasses = css`
  ${unsafeCSS(
    Object.keys(light.models)
      .map((model) => `.model-${model} { color: var(--model-${model}); }`)
      .join("\n"),
  )}
`;
