// The runs that are pinned beside the present one. What is needed only then is loaded only then.
import type { Pin } from "../experiment/pins";
import type { PinSources } from "./pinning";

export class Pinboard {
  pins: readonly Pin[] = [];
  /** What was kept elsewhere and is not read yet. It must be read before another run is pinned, which would replace it. */
  private unread: unknown = null;

  constructor(private readonly changed: () => void) {}

  /** Takes over what was kept elsewhere; returns a sentence if some of it is no pinned run. */
  async take(kept: unknown): Promise<string | null> {
    const nothing = kept === null || kept === undefined || (Array.isArray(kept) && kept.length === 0);
    this.unread = nothing ? null : kept;
    if (nothing) this.pins = [];
    return nothing ? null : this.readKept(await read());
  }

  private readKept({ readPins }: typeof import("./pinning")): string | null {
    if (this.unread === null) return null;
    const { pins, problem } = readPins(this.unread);
    this.unread = null;
    this.pins = pins;
    return problem;
  }

  /** Pins the run that there is by then; whether that was done, and what to say of it. */
  async pin(sources: () => PinSources | null): Promise<{ done: boolean; sentence: string }> {
    const module = await read();
    this.readKept(module);
    const { freeLetter, pinOf } = module;
    const letter = freeLetter(this.pins);
    const run = sources();
    if (run === null) return { done: false, sentence: "There is no run to pin yet." };
    if (letter === null) {
      const sentence = `${this.pins.length} runs are pinned, which is all that are kept. Delete one to pin another.`;
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

const read = () => import("./pinning");
