// The pinboard: runs pinned for comparison with the current one. Loads the code for pinning on demand.
import type { Pin } from "../experiment/pins";
import type { PinSources } from "./pinning";

export class Pinboard {
  pins: readonly Pin[] = [];
  /** Stored pins not read yet. They must be read before another run is pinned, which overwrites them. */
  private unread: unknown = null;

  constructor(private readonly changed: () => void) {}

  /** Loads pins from storage; returns a sentence if some are invalid. */
  async take(stored: unknown): Promise<string | null> {
    const nothing = stored === null || stored === undefined || (Array.isArray(stored) && stored.length === 0);
    this.unread = nothing ? null : stored;
    if (nothing) this.pins = [];
    return nothing ? null : this.readStored(await loadPinning());
  }

  private readStored({ readPins }: typeof import("./pinning")): string | null {
    if (this.unread === null) return null;
    const { pins, problem } = readPins(this.unread);
    this.unread = null;
    this.pins = pins;
    return problem;
  }

  /** Pins the run as it is once the code has loaded. Returns whether it was pinned, and a sentence to show. */
  async pin(sources: () => PinSources | null): Promise<{ done: boolean; sentence: string }> {
    const module = await loadPinning();
    this.readStored(module);
    const { freeLetter, pinOf } = module;
    const letter = freeLetter(this.pins);
    const run = sources();
    if (run === null) return { done: false, sentence: "There is no run to pin yet." };
    if (letter === null) {
      const sentence = `You can pin up to ${this.pins.length} runs. Delete one to pin another.`;
      return { done: false, sentence };
    }
    this.put([...this.pins, pinOf(letter, run)].sort((a, b) => (a.letter < b.letter ? -1 : 1)));
    return { done: true, sentence: `This run is pinned as ${letter}.` };
  }

  show(letter: string, shown: boolean): void {
    this.put(this.pins.map((pin) => (pin.letter === letter ? { ...pin, shown } : pin)));
  }

  remove(letter: string): void {
    this.put(this.pins.filter((pin) => pin.letter !== letter));
  }

  clear(): void {
    this.put([]);
  }

  private put(pins: readonly Pin[]): void {
    this.pins = pins;
    this.changed();
  }
}

const loadPinning = () => import("./pinning");
