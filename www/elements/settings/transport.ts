// <hnn-transport>: controls of training (train, step, reset, new seed, speed) and of the motion's playback.
import { html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import { defaultView, type View } from "../../experiment/view";
import type { FrameLoop } from "../../render/frame-loop";
import type { Playhead } from "../../render/playhead";
import { count, significant } from "../../text/format";
import { customElement } from "../shared/define";
import { emit } from "../shared/emit";
import { icons } from "../shared/icons";
import { shared } from "../shared/shared.styles";
import { transportStyles } from "./transport.styles";

/** Limits in training steps per second; 0 for no limit. */
const PACES = [0, 200, 50, 10, 1];
const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

export type TransportCommand = "play" | "pause" | "step" | "reset" | "seed";

@customElement("hnn-transport")
export class HnnTransport extends LitElement {
  @property({ type: Boolean }) ready = false;
  @property({ type: Boolean }) playing = false;
  /** Whether training steps are running. */
  @property({ type: Boolean }) running = false;
  @property({ type: Boolean }) finished = false;
  /** Whether all learners have stopped with an error. */
  @property({ type: Boolean }) stopped = false;
  @property({ type: Number }) step = 0;
  @property({ type: Number }) steps = 0;
  @property({ type: Number }) stepsPerSecond = 0;
  @property({ type: Number }) horizon = 0;
  /** Seconds between two rows of the rollouts, which is one step of the motion. */
  @property({ type: Number }) dt = 0;
  @property({ attribute: false }) view: View = defaultView();
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) playhead!: Playhead;
  @property({ attribute: false }) frames!: FrameLoop;

  @query("#time") private slider!: HTMLInputElement;
  @query(".time") private readout!: HTMLElement;
  private stop = () => {};
  private shownPlaying = true;

  static override styles = [shared, transportStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.frames.onFrame(() => this.follow());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render() {
    const { ready, playing, finished, stopped, step, steps, playhead } = this;
    this.shownPlaying = playhead.playing;
    const main = ready && playing && !finished && !stopped ? "pause" : "play";
    const status = stopped ? "stopped" : finished && step > 0 ? "done" : "paused";
    const label = main === "pause" ? "Pause training" : finished && step > 0 ? "Train longer" : "Train";
    return html`
      <div class="group" role="group" aria-label="Training">
        <button class="main" aria-label=${label} title="${label} (space)" ?disabled=${!ready || stopped} @click=${() => this.send(main)}>
          ${icons[main]}<span>${main === "pause" ? "Pause" : "Train"}</span>
        </button>
        <button class="more" data-repeats data-label="Step" aria-label="Single step" title="Single step (.)" ?disabled=${!ready || stopped} @click=${() => this.send("step")}>
          ${icons.step}
        </button>
        <button data-label="Reset" aria-label="Reset" title="Reset, same seed (r)" ?disabled=${!ready} @click=${() => this.send("reset")}>
          ${icons.reset}
        </button>
        <button data-label="Seed" aria-label="New seed" title="New seed: new data, new weights" ?disabled=${!ready} @click=${() => this.send("seed")}>
          ${icons.seed}
        </button>
      </div>
      <div class="counter">
        <div>
          <b>step ${count(step)}</b>
          <span class="of">of ${count(steps)}</span>
          ${pick({
            name: "Training speed",
            shown: this.running ? this.rate() : status,
            choices: PACES,
            chosen: this.view.pace,
            text: (pace) => (pace === 0 ? "as fast as possible" : `at most ${perSecond(pace)}`),
            take: (pace) => this.setView({ pace }),
          })}
        </div>
        <progress max=${Math.max(1, steps)} .value=${Math.min(step, steps)} aria-label="Training progress"></progress>
      </div>
      <div class="group motion" role="group" aria-label="Motion">
        <button
          data-label="Motion"
          aria-label=${playhead.playing ? "Pause motion" : "Play motion"}
          title=${playhead.playing ? "Pause the motion but not the training (k)" : "Play the motion (k)"}
          @click=${this.toggleMotion}
        >
          ${playhead.playing ? icons.pause : icons.play}
        </button>
        <button class="frame" data-repeats data-label="Back" aria-label="Step motion back" title="Step the motion back (j)" @click=${() => this.stepMotion(-1)}>
          ${icons.back}
        </button>
        <button class="frame" data-repeats data-label="Forward" aria-label="Step motion forward" title="Step the motion forward (l)" @click=${() => this.stepMotion(1)}>
          ${icons.forward}
        </button>
        <input id="time" type="range" min="0" max=${this.horizon} step="any" aria-label="Time of the motion" @input=${this.scrub} />
        <span class="time"></span>
        ${pick({
          name: "Motion speed",
          kind: "speed",
          shown: times(this.view.speed),
          choices: SPEEDS,
          chosen: this.view.speed,
          text: (speed) => `${times(speed)}${speed === 1 ? " (real time)" : ""}`,
          take: (speed) => this.setView({ speed }),
        })}
      </div>
    `;
  }

  /** The measured rate; before the first measurement, the requested limit. */
  private rate(): string {
    const { stepsPerSecond, view } = this;
    return stepsPerSecond > 0 ? perSecond(stepsPerSecond) : view.pace > 0 ? perSecond(view.pace) : "…";
  }

  private send(command: TransportCommand): void {
    emit(this, "command", command);
  }

  private setView(patch: Partial<View>): void {
    emit(this, "view", patch);
  }

  private toggleMotion(): void {
    this.playhead.playing = !this.playhead.playing;
  }

  private stepMotion(count: number): void {
    this.playhead.step(count, this.dt);
  }

  private scrub(): void {
    this.playhead.hold(Number(this.slider.value));
  }

  /** Updates slider and readout without a render. */
  private follow(): void {
    if (!this.slider) return;
    const { time, playing } = this.playhead;
    // Plots and shortcuts can stop the playhead as well.
    if (playing !== this.shownPlaying) this.requestUpdate();
    if (!Number.isFinite(time) || (playing && !this.frames.beat)) return;
    const text = `t = ${time.toFixed(playing ? 1 : 2)} s`;
    if (this.readout.textContent === text) return;
    this.readout.textContent = text;
    this.slider.value = String(time);
    // Announce the time only when the user moves the slider, not during playback.
    if (!playing || this.shadowRoot?.activeElement !== this.slider) {
      this.slider.setAttribute("aria-valuetext", `${significant(time)} s`);
    }
  }
}

const times = (speed: number): string => `${significant(speed)}×`;
const perSecond = (steps: number): string => `${steps < 10 ? significant(steps, 2) : count(steps)}/s`;

interface Pick {
  name: string;
  kind?: string;
  /** Visible text. */
  shown: string;
  choices: readonly number[];
  chosen: number;
  text(choice: number): string;
  take(choice: number): void;
}

/** A native select over a piece of text. Adds the current value if it isn't among the choices: a link may set any value. */
function pick({ name, kind = "", shown, choices, chosen, text, take }: Pick) {
  const all = choices.includes(chosen) ? choices : [...choices, chosen].sort((a, b) => a - b);
  return html`<label class="pick ${kind}" title="${name}: ${text(chosen)}">
    <span aria-hidden="true">${shown}</span>${icons.down}
    <select aria-label=${name} @change=${(event: Event) => take(Number((event.target as HTMLSelectElement).value))}>
      ${all.map((choice) => html`<option value=${choice} .selected=${choice === chosen}>${text(choice)}</option>`)}
    </select>
  </label>`;
}
