// <hnn-transport>: train, single step, reset, new seed; where the training stands; the clock of the motion.
import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { count, significant } from "../format";
import type { FrameLoop } from "../frame";
import type { Playhead } from "../playhead";
import { icons } from "./icons";
import { shared } from "./shared";

export type TransportCommand = "play" | "pause" | "step" | "reset" | "seed";

@customElement("hnn-transport")
export class HnnTransport extends LitElement {
  @property({ type: Boolean }) ready = false;
  @property({ type: Boolean }) playing = false;
  @property({ type: Boolean }) finished = false;
  /** No learner can go on. */
  @property({ type: Boolean }) stopped = false;
  @property({ type: Number }) step = 0;
  @property({ type: Number }) steps = 0;
  @property({ type: Number }) stepsPerSecond = 0;
  @property({ type: Number }) horizon = 0;
  @property({ attribute: false }) playhead!: Playhead;
  @property({ attribute: false }) frames!: FrameLoop;

  @query("#time") private slider!: HTMLInputElement;
  @query(".time") private readout!: HTMLElement;
  private stop = () => {};

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px 18px;
        min-width: 0;
        font-variant-numeric: tabular-nums;
      }
      .group {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .main {
        width: 5.9em;
        font-weight: 600;
        color: var(--paper);
        background: var(--ink);
      }
      .main:hover:not(:disabled) {
        background: var(--soft);
      }
      .counter {
        display: grid;
        gap: 3px;
        flex: 0 1 12rem;
        min-width: 8rem;
        line-height: 1.1;
        white-space: nowrap;
      }
      .counter span {
        color: var(--faint);
      }
      .counter div {
        display: flex;
        justify-content: space-between;
        gap: 1em;
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
      .motion {
        flex: 0 1 18rem;
        gap: 6px;
        min-width: 0;
      }
      .motion input {
        flex: 1;
        min-width: 60px;
      }
      @media (max-width: 640px) {
        :host {
          flex-wrap: wrap;
        }
        .main {
          width: 52px;
        }
        .counter {
          flex: 1 1 8rem;
        }
        .main span {
          display: none;
        }
        .motion {
          flex: 1 0 100%;
        }
      }
      .time {
        min-width: 5.6em;
        color: var(--faint);
        white-space: nowrap;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.frames.onFrame(() => this.follow());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render() {
    const { ready, playing, finished, stopped, step, steps } = this;
    const main = ready && playing && !finished && !stopped ? "pause" : "play";
    const status = stopped ? "stopped" : finished && step > 0 ? "done" : "paused";
    const label = main === "pause" ? "Pause training" : finished && step > 0 ? "Train further" : "Train";
    return html`
      <div class="group" role="group" aria-label="Training">
        <button class="main" aria-label=${label} title="${label} (space)" ?disabled=${!ready || stopped} @click=${() => this.tell(main)}>
          ${icons[main]}<span>${main === "pause" ? "Pause" : "Train"}</span>
        </button>
        <button aria-label="Single step" title="Single step (.)" ?disabled=${!ready || stopped} @click=${() => this.tell("step")}>
          ${icons.step}
        </button>
        <button aria-label="Reset" title="Reset, same seed (r)" ?disabled=${!ready} @click=${() => this.tell("reset")}>
          ${icons.reset}
        </button>
        <button aria-label="New seed" title="New seed: other data, other weights" ?disabled=${!ready} @click=${() => this.tell("seed")}>
          ${icons.seed}
        </button>
      </div>
      <div class="counter">
        <div>
          <b>step ${count(step)}</b>
          <span>of ${count(steps)}</span>
          <span>${this.stepsPerSecond > 0 ? `${count(this.stepsPerSecond)}/s` : status}</span>
        </div>
        <progress max=${Math.max(1, steps)} .value=${Math.min(step, steps)} aria-label="Training progress"></progress>
      </div>
      <div class="group motion" role="group" aria-label="Motion">
        <button
          aria-label=${this.playhead.playing ? "Pause motion" : "Play motion"}
          title=${this.playhead.playing ? "Pause the motion, not the training" : "Play the motion"}
          @click=${this.toggleMotion}
        >
          ${this.playhead.playing ? icons.pause : icons.play}
        </button>
        <input id="time" type="range" min="0" max=${this.horizon} step="any" aria-label="Time of the motion" @input=${this.scrub} />
        <span class="time"></span>
      </div>
    `;
  }

  private tell(command: TransportCommand): void {
    this.dispatchEvent(new CustomEvent("command", { detail: command, bubbles: true, composed: true }));
  }

  private toggleMotion(): void {
    this.playhead.playing = !this.playhead.playing;
    this.requestUpdate();
  }

  private scrub(): void {
    this.playhead.playing = false;
    this.playhead.seek(Number(this.slider.value));
    this.requestUpdate();
  }

  /** Slider and readout follow the playhead without a render. */
  private follow(): void {
    if (!this.slider) return;
    const { time } = this.playhead;
    if (!Number.isFinite(time)) return;
    const text = `t = ${time.toFixed(1)} s`;
    if (this.readout.textContent === text) return;
    this.readout.textContent = text;
    this.slider.value = String(time);
    this.slider.setAttribute("aria-valuetext", `${significant(time)} s`);
  }
}
