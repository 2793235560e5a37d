// <hnn-tour>: the card of the guided tour: a question about what the page shows, an answer to choose, then this run's own.
import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { HnnPlayground } from "../elements/playground";
import { customElement } from "../elements/shared/define";
import { icons } from "../elements/shared/icons";
import { shared } from "../elements/shared/shared.styles";
import type { Snapshot } from "../run/snapshot";
import { follow } from "./live-numbers";
import { tourStyles } from "./tour.styles";
import { STEPS, type TourStep } from "./tour-steps";

const FIRST_NUMBERS = "The first numbers are on their way.";

@customElement("hnn-tour")
export class HnnTour extends LitElement {
  @property({ attribute: false }) playground!: HnnPlayground;
  @state() private now: Snapshot | null = null;
  /** The answer chosen at each step. */
  @state() private chosen = new Map<number, number>();
  @state() private announcement = "";
  /** A step whose answer was chosen before there were numbers to tell it by. */
  private owed: TourStep | null = null;

  @query("h2") private heading?: HTMLElement;

  private stop = () => {};

  static override styles = [shared, tourStyles];

  override firstUpdated(): void {
    this.stop = follow(this.playground, (now) => {
      this.now = now;
      if (this.owed) this.announce(this.owed);
    });
    document.addEventListener("keydown", this.escape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    document.removeEventListener("keydown", this.escape);
  }

  /** Goes to a step: the page takes on its state, the card its question. */
  async go(at: number): Promise<void> {
    const step = STEPS[at - 1];
    if (!step) return;
    const { playground } = this;
    this.announcement = "";
    this.owed = null;
    playground.begin(step.settings(Number(playground.setting("seed"))));
    playground.look({ ...step.view, tour: at });
    this.now = playground.snapshot();
    await this.updateComplete;
    this.heading?.focus({ preventScroll: true });
    const behavior = playground.hasAttribute("still") ? "instant" : "smooth";
    playground.scrollIntoView({ block: "start", behavior });
  }

  /** Ends the tour; what the page shows stays. */
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
        <p class="place">Guided tour, ${at} of ${STEPS.length}</p>
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
      ${answered ? this.truth(step, at) : nothing}
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
    const right = chosen !== undefined && this.now ? step.truth(this.now)?.right : undefined;
    return html`<button aria-pressed=${chosen === i} @click=${() => this.choose(i, at, step)}>
      <span>${answer}</span>${right === i ? html`<span class="mark">✓ <span class="visually-hidden">so it is</span></span>` : nothing}
    </button>`;
  }

  private truth(step: TourStep, at: number) {
    const truth = this.now && step.truth(this.now);
    return html`<p class="truth">${truth ? this.verdict(truth.right, at) : ""} ${truth?.says ?? FIRST_NUMBERS}</p>`;
  }

  private verdict(right: number | null, at: number) {
    return right === null ? nothing : html`<b>${this.chosen.get(at) === right ? "Yes." : "Not so."}</b>`;
  }

  private choose(i: number, at: number, step: TourStep): void {
    this.chosen = new Map(this.chosen).set(at, i);
    this.announce(step);
  }

  /** Said once, as things are now; the text goes on following the run without being read out again. */
  private announce(step: TourStep): void {
    const truth = this.now && step.truth(this.now);
    this.owed = truth ? null : step;
    if (!truth) {
      this.announcement = FIRST_NUMBERS;
      return;
    }
    const chosen = this.chosen.get(STEPS.indexOf(step) + 1);
    const verdict = truth.right === null ? "" : truth.right === chosen ? "Yes. " : "Not so. ";
    this.announcement = verdict + truth.says;
  }

  /** Leaves from within the card, or from where nothing has the focus. */
  private readonly escape = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    const mine = event.composedPath().includes(this) || target === document.body;
    if (event.key === "Escape" && mine && this.playground.view.tour > 0) this.leave();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "hnn-tour": HnnTour;
  }
}
