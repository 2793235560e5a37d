// The heading of the overlaid plane: every model with its line, marker and energy change. Each button puts its field behind the paths.
import { css, html, nothing } from "lit";
import { modelLabel, modelShort, modelTag } from "../../experiment/catalog";
import { hasField, type Scene } from "../../render/scene";
import { energyTag, losesEnergy } from "../../run/summary";
import { emit } from "../shared/emit";
import { key } from "../shared/learner-key";
import { learnerChoice } from "./learner-choice";

/** More models than this have short names in a wide heading. */
const LONG_NAMES = 3;

export const overlayHeadingStyles = css`
  /* A plane as wide as the page would flatten every orbit. */
  :host([overlaid]) {
    --wide: calc(46 * var(--rem) * var(--type, 1));
  }
  :host([overlaid]) :is(canvas, hnn-body, .plane, footer) {
    box-sizing: border-box;
    width: min(100%, var(--wide));
  }
  :host([overlaid]) :is(hnn-body, .plane, footer) {
    justify-self: center;
  }
  /* It is magnified as a whole. */
  :host([overlaid]) footer {
    width: min(100%, calc(46 * var(--rem)));
  }
  :host([overlaid]) canvas {
    left: max(0px, (100% - var(--wide)) / 2);
  }
  .models {
    flex-wrap: wrap;
    justify-content: center;
    gap: 2px 0.7em;
    padding: 0;
  }
  .entry {
    display: inline-flex;
    align-items: center;
  }
  .model {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-height: 26px;
    justify-content: flex-start;
    padding: 0 0.25em;
    text-align: left;
  }
  .words {
    display: flex;
    gap: 0.45em;
    align-items: baseline;
  }
  .name {
    font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
    color: var(--ink);
  }
  [aria-pressed="true"] .name span {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.25em;
  }
  .model .tag {
    margin: 0;
  }
  @media (pointer: coarse) {
    button.model {
      min-height: 44px;
    }
  }
  /* On a phone, three models fit beside each other, and the settings add and remove learners. */
  @container (max-width: 700px) {
    .models {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 2px 0;
      padding: 0 4px;
    }
    .models .edit {
      display: none;
    }
    .entry,
    .model {
      width: 100%;
    }
    .model .key {
      flex: none;
      width: 28px;
    }
    .words {
      flex-direction: column;
      gap: 0;
      align-items: start;
    }
    .model .tag {
      line-height: 1.2;
    }
  }
`;

/** `behind`: the model whose field and map are shown; `problems`: why learners stopped. */
export function overlayHeading(
  host: HTMLElement,
  scene: Scene,
  learners: string[],
  behind: string,
  problems: ReadonlyMap<string, string>,
) {
  const models = ["truth", ...learners];
  const lossy = losesEnergy(scene.rollouts);
  const chosen = (model: string) => () => emit(host, "view", { behind: model });
  return html`<header class="models" role="group" aria-label="Models on the plane">
    <h2 class="visually-hidden">The paths of all models</h2>
    ${models.map((model) => {
      const short = models.length > LONG_NAMES ? modelTag(model) : modelLabel(model);
      const tag = problems.has(model) ? "stopped" : energyTag(scene.rollouts?.models[model]);
      const content = html`${key(model, true)}<span class="words"
          ><span class="name"><span class="long">${short}</span><span class="short">${modelTag(model)}</span></span
          >${model === "truth" && !lossy ? nothing : html`<span class="tag model-${model}">${tag}</span>`}</span
        >`;
      return html`<span class="entry"
        >${
          hasField(scene.system)
            ? html`<button
                class="model"
                aria-pressed=${model === behind}
                title="Show the field and map of ${modelShort(model)} behind the paths"
                @click=${chosen(model)}
              >${content}</button>`
            : html`<span class="model">${content}</span>`
        }${learnerChoice(host, scene, model, learners)}</span
      >`;
    })}
  </header>`;
}
