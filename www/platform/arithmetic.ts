// Detects the browser's SIMD instructions and selects the module to load.
import { platform } from "#platform";
import type { Arithmetic } from "./contract";

/** A module with one function that returns a v128. It validates only if the browser supports the body's instructions. */
const probe = (...body: number[]) =>
  new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x0a, body.length + 4, 0x01, body.length + 2, 0x00, ...body, 0x0b],
  ]);
/** i8x16.splat(0) */
const SPLAT = [0x41, 0x00, 0xfd, 0x0f];
const SIMD_PROBE = probe(...SPLAT);
/** f32x4.relaxed_madd */
const RELAXED_PROBE = probe(...SPLAT, ...SPLAT, ...SPLAT, 0xfd, 0x85, 0x02);

export const knowsSimd = (): boolean => typeof WebAssembly === "object" && WebAssembly.validate(SIMD_PROBE);

/** The fastest arithmetic that the browser supports, or, with `?portable` in the URL, the one with the same bits everywhere. */
export function arithmetic(): Arithmetic {
  const wanted = platform.relaxed && !new URLSearchParams(location.search).has("portable");
  return wanted && WebAssembly.validate(RELAXED_PROBE) ? "relaxed" : "portable";
}
