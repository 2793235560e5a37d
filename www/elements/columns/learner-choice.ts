// The buttons of the heading row that remove a learner, or add one that isn't shown yet.
import { css, html, nothing } from "lit";
import { catalog, MOST_LEARNERS, modelBrief, modelShort, unfit } from "../../experiment/catalog";
import type { Scene } from "../../render/scene";
import { losesEnergy } from "../../run/summary";
import { emit } from "../shared/emit";
import { icons } from "../shared/icons";

export const learnerChoiceStyles = css`
  .edit {
    display: var(--edit-display, inline-grid);
    flex: none;
    place-items: center;
    position: relative;
    min-width: 24px;
    min-height: 24px;
    padding: 0;
    color: var(--faint);
    border-radius: 4px;
  }
  .edit:hover {
    color: var(--ink);
  }
  .edit svg {
    width: 14px;
    height: 14px;
  }
  .edit select {
    position: absolute;
    inset: 0;
    width: 100%;
    min-height: 0;
    opacity: 0;
    cursor: pointer;
  }
  .edit:focus-within {
    outline: 2px solid var(--ink);
  }
  @media (pointer: coarse) {
    .edit {
      min-width: 44px;
      min-height: 44px;
    }
  }
  @media print {
    .edit {
      display: none;
    }
  }
`;

/** The buttons in a column's heading: to remove its learner, and, in the last column, to add another. */
export function learnerChoice(
  host: HTMLElement,
  { system, rollouts }: Scene,
  model: string,
  learners: string[],
) {
  const others = catalog.learners.filter(({ id }) => !learners.includes(id));
  const propose = (ids: string[]) => emit(host, "propose", { key: "learners", value: ids.join() });
  const add = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const { value } = select;
    // The next choice starts from the icon again.
    select.value = "";
    if (value !== "") propose([...learners, value]);
  };
  const removable = model !== "truth" && learners.length > 1;
  const last = model === learners.at(-1);
  return html`${
    removable
      ? html`<button
          class="edit"
          data-label="Remove"
          aria-label="Remove ${modelShort(model)}"
          title="Remove ${modelShort(model)}; training restarts"
          @click=${() => propose(learners.filter((each) => each !== model))}
        >
          ${icons.close}
        </button>`
      : nothing
  }${
    last && others.length > 0 && learners.length < MOST_LEARNERS
      ? html`<span class="edit" title="Compare with another learner; training restarts">${icons.plus}<select
            aria-label="Compare with another learner"
            @change=${add}
          >
            <option value="" selected>Compare with</option>
            ${others.map(({ id }) => {
              const lack = unfit(id, system, losesEnergy(rollouts));
              return html`<option value=${id}>${modelBrief(id)}${lack && ` (${lack})`}</option>`;
            })}
          </select></span>`
      : nothing
  }`;
}
