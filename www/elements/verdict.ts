// The sentence above the planes: this run's energy changes, or why the page failed to start.
import { html, nothing } from "lit";
import type { Session } from "../run/session";
import { type Piece, verdict } from "../run/summary";

function pieces({ scene, learners, training }: Session): Piece[] {
  const stopped = learners.filter((learner) => training?.states.get(learner)?.problem);
  return verdict(scene.rollouts, learners, training?.step ?? 0, new Set(stopped));
}

export const verdictText = (session: Session): string =>
  pieces(session)
    .map(({ text }) => text)
    .join("");

export function verdictLine(session: Session, retry: () => void) {
  const { failure } = session;
  if (failure) {
    return html`<div class="sentence" role="alert">
      <p class="verdict">${failure.message}</p>
      ${failure.retry ? html`<button class="retry" @click=${retry}>Try again</button>` : nothing}
    </div>`;
  }
  return html`<div class="sentence">
    <p class="verdict">${pieces(session).map(({ text, model }) => (model ? html`<b class="model-${model}">${text}</b>` : text))}</p>
  </div>`;
}
