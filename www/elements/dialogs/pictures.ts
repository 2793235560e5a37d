// <hnn-pictures>: previews a picture of the current run and saves it as PNG or SVG.
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Spread } from "../../batches/spread";
import { type Figure, figuresOf, OVERLAY } from "../../export/figures";
import { fileName } from "../../export/names";
import { type Framed, fontsReady, framed, paint, savePicture } from "../../export/picture";
import { type Still, stillOf } from "../../export/still";
import { coloursOf } from "../../render/plot/theme";
import type { Session } from "../../run/session";
import { count } from "../../text/format";
import { customElement } from "../shared/define";
import { shared } from "../shared/shared.styles";

@customElement("hnn-pictures")
export class HnnPictures extends LitElement {
  /** Mutated in place; every render of the parent checks whether the picture is outdated. */
  @property({ attribute: false, hasChanged: () => true }) session!: Session;
  @property({ attribute: false }) spread: Spread | null = null;
  @state() private dark = false;
  @state() private still: Still | null = null;
  @state() private chosen = "";
  @state() private problem = "";

  @query("canvas") private canvas!: HTMLCanvasElement;
  private captureId = 0;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 10px;
        min-width: 0;
      }
      .preview {
        display: grid;
        place-items: center;
        height: min(52dvh, 430px, 64vw);
        padding: 8px;
        background: color-mix(in srgb, var(--ink) 5%, transparent);
        border-radius: 3px;
        overflow: hidden;
      }
      canvas {
        display: block;
        max-width: 100%;
        max-height: 100%;
        min-height: 0;
        object-fit: contain;
        box-shadow: 0 1px 6px rgb(0 0 0 / 0.18);
      }
      canvas[hidden] {
        display: none;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
      }
      select {
        flex: 1 1 calc(14 * var(--rem));
        min-width: 0;
        height: 36px;
        padding: 0 0.5em;
        background: var(--plate);
        border: 1px solid var(--control);
        border-radius: 4px;
      }
      fieldset {
        display: flex;
        gap: 14px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        float: left;
        margin-right: 12px;
        padding: 0;
        line-height: 30px;
        color: var(--faint);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
        min-height: 30px;
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--ink);
      }
      .save {
        display: flex;
        gap: 8px;
        margin-left: auto;
      }
      button {
        padding: 0 0.8em;
        border-color: var(--control);
      }
      p {
        margin: 0;
        font-size: calc(0.92 * var(--rem));
        line-height: 1.35;
        color: var(--soft);
      }
      .again {
        min-height: 0;
        padding: 0;
        text-decoration: underline;
        border: 0;
      }
      @media (pointer: coarse) {
        select,
        label,
        legend {
          min-height: 44px;
          line-height: 44px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.chosen = this.session.view.planes === "overlaid" ? OVERLAY : "planes";
    this.dark = this.session.scene.colours === coloursOf(true);
    void this.capture();
  }

  override render() {
    const { still, chosen } = this;
    const figures = still ? figuresOf(still) : [];
    const figure = figures.find(({ id }) => id === chosen) ?? figures[0];
    return html`
      <div class="preview">
        <canvas role="img" aria-label=${figure ? `Preview: ${figure.title}` : "Preview"} ?hidden=${!figure}></canvas>
      </div>
      <div class="row">
        <select aria-label="Picture" ?disabled=${!figure} @change=${this.choose}>
          ${figures.map(({ id, title }) => html`<option value=${id} ?selected=${id === figure?.id}>${title}</option>`)}
        </select>
      </div>
      <div class="row">
        <fieldset>
          <legend>Colours</legend>
          ${[false, true].map(
            (dark) => html`<label>
              <input type="radio" name="colours" .checked=${this.dark === dark} @change=${() => this.colour(dark)} />
              ${dark ? "dark" : "light"}
            </label>`,
          )}
        </fieldset>
        <div class="save">
          <button ?disabled=${!figure} @click=${() => this.save("png")}>Save PNG</button>
          <button ?disabled=${!figure} @click=${() => this.save("svg")}>Save SVG</button>
        </div>
      </div>
      <p role="status">
        ${
          this.problem ||
          (still
            ? html`Taken at step ${count(still.step)}${
                this.outdated
                  ? html`. <button class="again" @click=${this.capture}>Update the picture</button>`
                  : nothing
              }.`
            : "Drawing the picture …")
        }
      </p>
    `;
  }

  /** Whether training has advanced since the picture was taken. */
  private get outdated(): boolean {
    return this.still !== null && this.session.training?.step !== this.still.step;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.size === 1 && changed.has("session") && this.still) return;
    const figure = this.figure();
    if (figure && this.still) this.preview(framed(figure, this.still));
  }

  private figure(): Figure | undefined {
    const figures = this.still ? figuresOf(this.still) : [];
    return figures.find(({ id }) => id === this.chosen) ?? figures[0];
  }

  private preview(picture: Framed): void {
    const box = this.canvas.parentElement?.getBoundingClientRect();
    if (!box) return;
    const fit = Math.min(1, (box.width - 16) / picture.size.width, (box.height - 16) / picture.size.height);
    paint(this.canvas, picture, Math.max(0.1, fit) * (globalThis.devicePixelRatio || 1));
    this.canvas.style.width = `${picture.size.width * fit}px`;
  }

  private readonly capture = async (): Promise<void> => {
    this.captureId += 1;
    const { captureId } = this;
    try {
      const [still] = await Promise.all([stillOf(this.session, this.spread, this.dark), fontsReady()]);
      if (captureId === this.captureId) this.still = still;
    } catch (error) {
      this.showProblem(error);
    }
  };

  private choose(event: Event): void {
    this.chosen = (event.target as HTMLSelectElement).value;
  }

  private colour(dark: boolean): void {
    this.dark = dark;
    void this.capture();
  }

  private async save(kind: "png" | "svg"): Promise<void> {
    const figure = this.figure();
    if (!figure || !this.still) return;
    try {
      await savePicture(figure, this.still, kind, fileName(this.session, figure.id, this.still.step));
    } catch (error) {
      this.showProblem(error);
    }
  }

  private showProblem(error: unknown): void {
    this.problem = `The picture could not be drawn: ${error instanceof Error ? error.message : error}`;
  }
}
