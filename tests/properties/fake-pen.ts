// A pen that records what is drawn, and refuses numbers that are not finite.
import assert from "node:assert/strict";
import type { Pen } from "../../www/render/plot/pen";

export interface Call {
  name: string;
  values: unknown[];
}

/** Width of a letter. */
const LETTER = 6;

export function fakePen(): { pen: Pen; calls: Call[] } {
  const calls: Call[] = [];
  const record = (name: string, values: unknown[]) => {
    for (const value of values.flat()) {
      assert(typeof value !== "number" || Number.isFinite(value), `${name}(${values})`);
    }
    calls.push({ name, values });
  };
  const pen = new Proxy({} as Pen, {
    get:
      (_, name) =>
      (...values: unknown[]) => {
        record(String(name), values);
        return name === "measureText" ? { width: LETTER * String(values[0]).length } : undefined;
      },
    set: (_, name, value) => {
      record(String(name), [value]);
      return true;
    },
  });
  return { pen, calls };
}

/** The numbers of the calls with this name. */
export const numbersOf = (calls: readonly Call[], name: string): number[][] =>
  calls.filter((call) => call.name === name).map(({ values }) => values as number[]);

/** Canvases for drawing code that makes pictures. They keep nothing. */
export function stubCanvases(): void {
  class FakeCanvas {
    constructor(
      readonly width: number,
      readonly height: number,
    ) {}
    getContext = () => ({ putImageData: () => {} });
  }
  class FakeImageData {
    constructor(
      readonly data: Uint8ClampedArray,
      readonly width: number,
      readonly height: number,
    ) {
      assert.equal(data.length, 4 * width * height);
    }
  }
  Object.assign(globalThis, { OffscreenCanvas: FakeCanvas, ImageData: FakeImageData });
}
