// <hnn-tour>: the guided tour's card. Each step asks a question about the page; the current run's numbers give the answer.
import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { HnnPlayground } from "../elements/playground";
import { customElement } from "../elements/shared/define";
import { icons } from "../elements/shared/icons";
import { shared } from "../elements/shared/shared.styles";
import type { Snapshot } from "../run/snapshot";
import { followSnapshots } from "./live-numbers";
import { tourStyles } from "./tour.styles";
import { STEPS, type TourStep } from "./tour-steps";

const WAITING = "Waiting for the first results.";

@customElement("hnn-tour")
export class HnnTour extends LitElement {
  @property({ attribute: false }) playground!: HnnPlayground;
  @state() private now: Snapshot | null = null;
  /** The chosen answer of each step. */
  @state() private chosen = new Map<number, number>();
  @state() private announcement = "";
  /** The step whose result is still to be announced: its answer was chosen before the first results. */
  private unannounced: TourStep | null = null;

  @query("h2") private heading?: HTMLElement;

  private stop = () => {};

  static override styles = [shared, tourStyles];

  override firstUpdated(): void {
    this.stop = followSnapshots(this.playground, (now) => {
      this.now = now;
      if (this.unannounced) this.announce(this.unannounced);
    });
    document.addEventListener("keydown", this.leaveOnEscape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    document.removeEventListener("keydown", this.leaveOnEscape);
  }

  /** Goes to step `at`, counted from 1: applies its settings and view, and shows its question. */
  async go(at: number): Promise<void> {
    const step = STEPS[at - 1];
    if (!step) return;
    const { playground } = this;
    this.announcement = "";
    this.unannounced = null;
    playground.begin(step.settings(Number(playground.setting("seed"))));
    playground.look({ ...step.view, tour: at });
    this.now = playground.snapshot();
    await this.updateComplete;
    this.heading?.focus({ preventScroll: true });
    const behavior = playground.hasAttribute("still") ? "instant" : "smooth";
    playground.scrollIntoView({ block: "start", behavior });
  }

  /** Ends the tour without changing anything else on the page. */
  leave(): void {
    this.playground.look({ tour: 0 });
    this.now = this.playground.snapshot();
    this.dispatchEvent(new CustomEvent("left", { bubbles: true }));
  }

  override render() {
    const at = this.now?.view.tour ?? 0;
    const step = STEPS[at - 1];
    return step ? this.card(step, at) : nothing;
  }

  private card(step: TourStep, at: number) {
    const answered = this.chosen.has(at);
    return html`<section aria-labelledby="heading">
      <header>
        <p class="place">Guided tour: ${at} of ${STEPS.length}</p>
        <button data-label="Leave" aria-label="Leave the tour" title="Leave the tour (Esc)" @click=${this.leave}>${icons.close}</button>
      </header>
      <h2 id="heading" tabindex="-1">${step.heading}</h2>
      <p>${step.text}</p>
      <div role="group" aria-labelledby="question">
        <p id="question" class="question">${step.question}</p>
        <div class="answers">
          ${step.answers.map((answer, i) => this.answer(answer, i, at, step))}
        </div>
      </div>
      ${answered ? this.result(step, at) : nothing}
      <p class="visually-hidden" role="status">${this.announcement}</p>
      <footer>
        <button ?disabled=${at === 1} @click=${() => this.go(at - 1)}>← Back</button>
        ${
          at === STEPS.length
            ? html`<button class="next" @click=${this.leave}>Explore on your own</button>`
            : html`<button class="next" @click=${() => this.go(at + 1)}>Next →</button>`
        }
      </footer>
    </section>`;
  }

  private answer(answer: string, i: number, at: number, step: TourStep) {
    const chosen = this.chosen.get(at);
    const right = chosen !== undefined && this.now ? step.result(this.now)?.right : undefined;
    return html`<button aria-pressed=${chosen === i} @click=${() => this.choose(i, at, step)}>
      <span>${answer}</span>${right === i ? html`<span class="mark">✓ <span class="visually-hidden">correct</span></span>` : nothing}
    </button>`;
  }

  private result(step: TourStep, at: number) {
    const result = this.now && step.result(this.now);
    return html`<p class="result">${result ? this.verdict(result.right, at) : ""} ${result?.text ?? WAITING}</p>`;
  }

  private verdict(right: number | null, at: number) {
    return right === null
      ? nothing
      : html`<b>${this.chosen.get(at) === right ? "Correct." : "Not quite."}</b>`;
  }

  private choose(i: number, at: number, step: TourStep): void {
    this.chosen = new Map(this.chosen).set(at, i);
    this.announce(step);
  }

  /** Announces the current result once. The visible text keeps updating, but isn't read out again. */
  private announce(step: TourStep): void {
    const result = this.now && step.result(this.now);
    this.unannounced = result ? null : step;
    if (!result) {
      this.announcement = WAITING;
      return;
    }
    const chosen = this.chosen.get(STEPS.indexOf(step) + 1);
    const verdict = result.right === null ? "" : result.right === chosen ? "Correct. " : "Not quite. ";
    this.announcement = verdict + result.text;
  }

  /** Escape leaves the tour if the focus is in the card or nowhere. */
  private readonly leaveOnEscape = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    const inCard = event.composedPath().includes(this) || target === document.body;
    if (event.key === "Escape" && inCard && this.playground.view.tour > 0) this.leave();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "hnn-tour": HnnTour;
  }
}
