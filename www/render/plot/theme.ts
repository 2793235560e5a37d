// All colours, sizes, fonts and line styles, for canvas and CSS.

/** Red, green and blue, 0 … 255. */
export type Rgb = readonly [number, number, number];

export interface Colours {
  paper: string;
  plate: string;
  ink: string;
  soft: string;
  faint: string;
  line: string;
  control: string;
  warn: string;
  arrow: string;
  sample: string;
  grid: string;
  hatch: string;
  contour: string;
  /** Ends of the maps' colour bars: energies from `ground` to `high`, signed values from `negative` through `ground` to `positive`. */
  map: Record<"ground" | "high" | "negative" | "positive" | "unknown", Rgb>;
  /** Colours by model id; `other` is for models not listed. */
  models: Record<string, string>;
  other: string;
}

export const light: Colours = {
  paper: "#f1f2ee",
  plate: "#fdfdfb",
  ink: "#14181b",
  soft: "#454d53",
  faint: "#5f686e",
  line: "#d3d6d0",
  control: "#7d868b",
  warn: "#8a4b00",
  arrow: "rgba(20, 24, 27, 0.42)",
  sample: "rgba(20, 24, 27, 0.38)",
  grid: "rgba(20, 24, 27, 0.16)",
  hatch: "rgba(20, 24, 27, 0.13)",
  contour: "#a2b0c6",
  map: {
    ground: [252, 252, 250],
    high: [198, 208, 222],
    negative: [96, 150, 196],
    positive: [226, 140, 96],
    unknown: [166, 164, 160],
  },
  models: {
    truth: "#14181b",
    baseline: "#c22f1a",
    hnn: "#1a58bd",
    second_order: "#8d6200",
    newtonian: "#b0246f",
    separable: "#00748c",
    dissipative: "#4d6a00",
    conservative: "#7a3fa0",
    helmholtz: "#0b7a5e",
  },
  other: "#8a4b00",
};

export const dark: Colours = {
  paper: "#0d1114",
  plate: "#13181c",
  ink: "#eef1f2",
  soft: "#bcc5cb",
  faint: "#929da5",
  line: "#2a3238",
  control: "#7a858d",
  warn: "#ffc069",
  arrow: "rgba(238, 241, 242, 0.42)",
  sample: "rgba(238, 241, 242, 0.38)",
  grid: "rgba(238, 241, 242, 0.16)",
  hatch: "rgba(238, 241, 242, 0.13)",
  contour: "#4e607e",
  map: {
    ground: [18, 21, 27],
    high: [46, 57, 77],
    negative: [40, 98, 150],
    positive: [158, 82, 44],
    unknown: [96, 94, 90],
  },
  models: {
    truth: "#f6f8f9",
    baseline: "#ff7660",
    hnn: "#74adff",
    second_order: "#e0b060",
    newtonian: "#ff8ac4",
    separable: "#4fc4e0",
    dissipative: "#b4cf4a",
    conservative: "#cf9cf0",
    helmholtz: "#4fd1ab",
  },
  other: "#ffc069",
};

export const coloursOf = (isDark: boolean): Colours => (isDark ? dark : light);

export const modelColour = (colours: Colours, model: string): string =>
  colours.models[model] ?? colours.other;

export type Marker =
  | "circle"
  | "square"
  | "diamond"
  | "triangle"
  | "wedge"
  | "left"
  | "right"
  | "plus"
  | "cross";

/** Line and marker of a model, which identify it without colour. */
export interface LineStyle {
  dash: number[];
  width: number;
  marker: Marker;
}

const LINE_STYLES: Record<string, LineStyle> = {
  truth: { dash: [], width: 1.5, marker: "circle" },
  baseline: { dash: [9, 4], width: 2, marker: "square" },
  hnn: { dash: [4, 3], width: 2.25, marker: "diamond" },
  second_order: { dash: [14, 3], width: 2, marker: "left" },
  newtonian: { dash: [14, 3, 2, 3, 2, 3], width: 2, marker: "right" },
  separable: { dash: [2, 2], width: 2.25, marker: "plus" },
  dissipative: { dash: [6, 2, 1, 2], width: 2.25, marker: "cross" },
  conservative: { dash: [1, 3], width: 2, marker: "triangle" },
  helmholtz: { dash: [10, 3, 2, 3], width: 2, marker: "wedge" },
};

export const lineStyleOf = (model: string): LineStyle =>
  LINE_STYLES[model] ?? { dash: [6, 2, 1, 2, 1, 2], width: 2, marker: "circle" };

export const fonts = {
  serif: '"STIX Two Text", "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif',
  sans: '"Playground Sans", "Source Sans 3", "Source Sans Pro", system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
};

/** Canvas sizes in CSS pixels. */
export const sizes = {
  /** Margins around the plot area. The body above has the same left and right margins, so that the q axes line up. */
  margin: { left: 34, right: 10, top: 8, bottom: 24 },
  /** Margins of a chart, which hold the tick labels. */
  chart: { left: 34, right: 18, top: 6, bottom: 22 },
  tick: 4,
  /** The colour bar above a plane's frame: room for it, its top, its height, the length of its ticks, and the least height of the plane. */
  colourBar: { room: 16, top: 12, height: 6, tick: 3, least: 96 },
  tickText: 11.5,
  axisText: 15,
  sample: 1.1,
  /** Of larger data sets, an even selection of about this many samples is drawn. */
  samplesShown: 2000,
  /** Opacity of the data on the learners' planes. */
  faintSamples: 0.3,
  marker: 5,
  trail: 2.75,
  /** Lines up to one screen pixel wide take a fast path in browsers: nine times as fast. */
  path: 1,
  /** Opacity of the other bodies' trajectories relative to the first body's. */
  companion: 0.6,
  /** Line width of the secondary of a model's two curves. */
  lesser: 0.75,
  /** Line width and opacity of a pinned run's curve. */
  pinned: 1,
  pinnedOpacity: 0.5,
  arrow: 0.9,
  contour: 1,
  /** Length of the arrowheads at the pointer. */
  barb: 6,
  hatch: 0.8,
  hatchGap: 6,
  /** Grid points of a map along each side, and the least number of pixels of its picture. */
  mapCells: 96,
  mapPixels: 288,
  arrowCells: 17,
  /** Length of a moving point's trail, in seconds of motion. */
  trailSeconds: 2.4,
};
