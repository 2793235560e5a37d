// <hnn-body>: the thing itself as one model moves it, above its phase plane; the truth as a dashed outline.
import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { modelLabel } from "../catalog";
import type { FrameLoop } from "../frame";
import { type Playhead, rowAt } from "../playhead";
import { BODIES, bodyRange } from "../plot/body";
import { linear } from "../plot/scales";
import { prepare, type Size } from "../plot/surface";
import { stateAt } from "../plot/trajectory";
import type { Scene } from "../scene";

@customElement("hnn-body")
export class HnnBody extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property() model = "truth";
  @property({ attribute: false }) frames!: FrameLoop;
  @property({ attribute: false }) playhead!: Playhead;

  @query("canvas") private canvas!: HTMLCanvasElement;
  private size: Size = { width: 0, height: 0 };
  private drawn: { scene: Scene; time: number; width: number; height: number; model: string } | null = null;
  private stop = () => {};
  private readonly resize = new ResizeObserver(([entry]) => {
    if (entry) this.size = { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  static override styles = css`
    :host {
      display: block;
      position: relative;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.frames.onFrame(() => this.draw());
    this.resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.resize.disconnect();
  }

  override render() {
    return html`<canvas role="img" aria-label="${this.scene.system.label}, ${modelLabel(this.model)}"></canvas>`;
  }

  private draw(): void {
    const { scene, size, model } = this;
    const { time } = this.playhead;
    const last = this.drawn;
    if (size.width === 0 || !this.canvas) return;
    if (last?.scene === scene && last.time === time && last.model === model && last.width === size.width) {
      if (last.height === size.height) return;
    }
    const ctx = prepare(this.canvas, size);
    const draw = BODIES[scene.system.view.body];
    if (!ctx || !draw) return;
    this.drawn = { scene, time, model, ...size };
    const view = { size, colours: scene.colours, model, x: linear(scene.window.x, bodyRange(size.width)) };
    const state = this.state(model, time) ?? [...scene.start];
    draw(ctx, view, state, model === "truth" ? null : this.state("truth", time));
  }

  private state(model: string, time: number): number[] | null {
    const { rollouts } = this.scene;
    const states = rollouts?.models[model]?.states;
    if (!rollouts || !states || states.length === 0) return null;
    return stateAt({ states, dim: rollouts.dim }, rowAt(rollouts.t, time));
  }
}
