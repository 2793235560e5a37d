// Records the session as a video of a given length, and reports progress.
import type { FrameLoop } from "../render/frame-loop";
import type { Session } from "../run/session";
import { Film } from "./film";

/** In order of preference; the most widely supported comes first. */
const TYPES = [
  "video/mp4;codecs=avc1.42E01F",
  "video/webm;codecs=vp9",
  "video/webm;codecs=vp8",
  "video/webm",
  "video/mp4",
];

const FRAMES_PER_SECOND = 30;
const BITS_PER_SECOND = 6e6;

/** The video format that this browser records; null if it can't record a canvas. */
export function recordedType(): string | null {
  if (typeof MediaRecorder !== "function" || !("captureStream" in HTMLCanvasElement.prototype)) return null;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

export const extensionOf = (type: string): string => (type.startsWith("video/mp4") ? "mp4" : "webm");

export class Recording {
  /** The video; null if cancelled. Rejects if recording fails. */
  readonly ended: Promise<Blob | null>;
  private readonly film: Film;
  private readonly recorder: MediaRecorder;
  private readonly stops: (() => void)[] = [];
  private elapsed = 0;
  private last: number | null = null;
  private cancelled = false;

  constructor(
    session: Session,
    frames: FrameLoop,
    readonly seconds: number,
    type: string,
    private readonly changed: () => void,
  ) {
    this.film = new Film(session);
    const stream = this.film.canvas.captureStream(FRAMES_PER_SECOND);
    this.recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS_PER_SECOND });
    this.ended = this.recorded(type);
    this.film.draw();
    this.recorder.start(1000);
    this.stops.push(
      frames.onFrame((now) => this.frame(now)),
      () => document.removeEventListener("visibilitychange", this.visibility),
      () => {
        for (const track of stream.getTracks()) track.stop();
      },
    );
    document.addEventListener("visibilitychange", this.visibility);
  }

  /** 0 … 1. */
  get fraction(): number {
    return Math.min(1, this.elapsed / this.seconds);
  }

  get secondsLeft(): number {
    return Math.max(0, this.seconds - this.elapsed);
  }

  cancel(): void {
    this.cancelled = true;
    this.end();
  }

  private async recorded(type: string): Promise<Blob | null> {
    const pieces: Blob[] = [];
    const { recorder } = this;
    try {
      await new Promise<void>((resolve, reject) => {
        recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
        recorder.addEventListener("stop", () => resolve());
        recorder.addEventListener("error", () => reject(new Error("The browser stopped recording.")));
      });
    } finally {
      for (const stop of this.stops.splice(0)) stop();
    }
    return this.cancelled ? null : new Blob(pieces, { type: type.replace(/;.*/, "") });
  }

  private frame(now: number): void {
    if (this.recorder.state !== "recording") return;
    this.film.draw();
    if (this.last !== null) this.elapsed += (now - this.last) / 1000;
    this.last = now;
    if (this.elapsed >= this.seconds) this.end();
    this.changed();
  }

  private end(): void {
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }

  /** Pauses the recording while the page is hidden, because nothing is drawn then. */
  private readonly visibility = (): void => {
    this.last = null;
    if (document.hidden && this.recorder.state === "recording") this.recorder.pause();
    else if (!document.hidden && this.recorder.state === "paused") this.recorder.resume();
  };
}
