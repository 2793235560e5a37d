// <hnn-article>: what the instrument shows, told. Terms change what the instrument shows; its numbers stand in the margin.
import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { catalog, systemInfo } from "../catalog";
import { count, percent, signedPercent, significant, withUnit } from "../format";
import { fateOf, follow } from "../live";
import { REFERENCES } from "../references";
import type { Snapshot } from "../snapshot";
import type { Settings } from "../state";
import { LAYERS, sameView, type View } from "../view";
import { articleStyles } from "./article.styles";
import { customElement } from "./define";
import { divergence, dxdt, f, H, Hθ, hamilton, loss, p, q } from "./formulas";
import type { HnnPlayground } from "./playground";
import { cited } from "./reference";
import { modelClasses, shared, themed } from "./shared";

/** What a term of the text shows on the instrument, and the words for it there. */
interface Term {
  look: Partial<View>;
  told: string;
}

const TERMS = {
  levels: {
    look: { map: "own", tab: "strips", strip: "energy" },
    told: "The planes of the truth and of the HNN show the level lines of their energies.",
  },
  divergence: { look: { map: "divergence" }, told: "The planes show the divergence of each field." },
  seeds: { look: { tab: "spread" }, told: "Beneath the planes: many seeds, to be started there." },
  learned: {
    look: { tab: "strips", strip: "learned" },
    told: "The strip beneath the planes shows the learned energy along each path.",
  },
  difference: {
    look: { map: "difference" },
    told: "The planes show how far the learned energy is from the true one.",
  },
  coverage: { look: { layers: LAYERS }, told: "The planes mark what the training data cover." },
} satisfies Record<string, Term>;

const presetSettings = (id: string): Settings =>
  catalog.presets.find((preset) => preset.id === id)?.settings ?? {};

@customElement("hnn-article")
export class HnnArticle extends LitElement {
  @property({ attribute: false }) playground!: HnnPlayground;
  @state() private now: Snapshot | null = null;
  /** What the reader was sent to look at, until the text is in sight again. */
  @state() private told = "";

  @query("h2") private heading!: HTMLElement;
  @query(".way button") private wayBack!: HTMLElement;

  private left: { term: HTMLElement; at: number } | null = null;
  private stop = () => {};

  static override styles = [themed, shared, modelClasses, articleStyles];

  override firstUpdated(): void {
    this.stop = follow(this.playground, (now) => {
      this.setAttribute("resolved-theme", this.playground.getAttribute("resolved-theme") ?? "light");
      this.now = now;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  /** Brings the text into sight, and the focus to its heading. */
  read(): void {
    this.heading.focus({ preventScroll: true });
    this.bring(this.getBoundingClientRect().top + scrollY);
  }

  override render() {
    return html`
      <article lang="en" aria-labelledby="title">
        <h2 id="title" tabindex="-1">Why one of them spirals</h2>
        <p class="lede">
          There is no friction on this page. Still, the plain network’s path usually drifts away, and the Hamiltonian network’s
          closes. They have learned equally well. They differ in what they are able to say.
        </p>

        <h3>What stays the same</h3>
        <p>
          The state of a swinging thing is a point: position ${q} and momentum ${p}. As it moves, one combination of the two
          does not, the energy ${H}. The point is bound to one of the ${this.term("level lines", "levels")} of ${H}, and in a
          swing these are closed. All of the motion is in two equations, Hamilton’s:
        </p>
        ${this.note(this.running())}
        ${hamilton}
        <p>Look which way ${H} rises, turn a quarter, and go. Whoever walks across the slope stays at one height.</p>

        <h3>What is learned</h3>
        <p>
          Both networks see the same noisy states, each with its velocity. The baseline answers a state with a velocity. The HNN
          answers with one number, ${Hθ}, and its velocity follows from that by Hamilton’s equations [1]. Both minimise the same
          loss, in which ${f} is the network’s velocity and ${dxdt} the observed one:
        </p>
        ${this.note(this.losses())}
        ${loss}
        <p>
          (When <i>Learns from</i> is set to <i>step</i>, the loss compares the change of the state over one Runge–Kutta step
          of ${f} with the observed change to the next sample, and no velocity is used.) Both networks end at about the same
          value, so the loss does not tell them apart. Their trajectories do.
        </p>

        <h3>Why the baseline spirals</h3>
        <p>
          Everywhere the learned arrows are a little off. What is off <em>along</em> the level line makes the motion early or
          late (see below). What is off <em>across</em> it changes the energy, and in the baseline nothing makes these errors cancel over a
          turn. So each turn ends a little further in or out. The ${this.term("divergence", "divergence")} of the field
          shows it: where it is negative, regions of states shrink as friction would shrink them; where it is positive, they
          grow. A field made from an ${Hθ}, right or wrong, has none:
        </p>
        ${this.note(this.energies())}
        ${divergence}
        <p>
          In or out is chance. Of 40 seeds of the spring (width 32, 600 steps, 20 s), the baseline went inward in 45 %, outward
          in 42 %, and stayed within ±10 % in 13 %; the HNN was never off by more than 2.3 %. Now and then the baseline comes
          close. One run proves little: ${this.term("try many seeds", "seeds")}.
        </p>

        <h3>Why both are late</h3>
        <p>
          Noise also slows both networks down. A noisy state could come from many clean ones, and least squares learns the mean
          of their velocities. More of them lie where the data are dense, so the learned field is pulled towards the bulk of the
          data. For the spring, the best field that can be learned is the true one turned down: with the default noise by 4 % at
          radius 0.5 and by 9 % at radius 1. It conserves the energy, yet after 20 s at radius 1 it is more than half a turn
          behind. No energy built into a network corrects this.
        </p>
        ${this.note(this.paces())}
        <p>
          Measured on noisy states, this slow field even has a lower loss than the true law: 0.92 of it with the default noise,
          0.66 with ${this.experiment("three times the noise", presetSettings("noisy"))}. So the loss of the true law is not a
          lower bound. A pendulum’s data lie on a ring. Inside the ring the best field is fast (4.8 % and 1.6 % at amplitudes
          1.2 and 1.3 rad), at its outer edge slow (2.9 % at 2.3 rad), and there it also gains 4.4 % of energy in 20 s.
        </p>

        <h3>What “energy-like” means</h3>
        <p>
          The HNN conserves ${this.term("its own energy", "learned")}, ${Hθ}, exactly in continuous time; the finite steps of a
          computer add a small error, and keeping it small is a science of its own [2]. But ${Hθ} is not ${H}. Only slopes are
          learned, so its zero is anywhere, and it is ${this.term("a slightly wrong landscape", "difference")}. Its level lines
          cross those of ${H}. On a spring or a swinging pendulum they are closed curves: each turn ends where it began, so the
          true energy wavers and does not drift. Two bodies have more room on a level of ${Hθ}, and there the true energy can
          drift as well.
        </p>
        ${this.note(this.kept())}

        <h3>Where an HNN fails</h3>
        <p>
          Outside ${this.term("what the data cover", "coverage")}, ${Hθ} is a guess, and what it conserves there means little.
          Near the top of a pendulum a hair’s breadth of energy decides between swinging and
          ${this.experiment("turning over", presetSettings("separatrix"))}. With friction, energy is lost, and a network that
          cannot lose any has the wrong law built in. And where the data are
          ${this.experiment("free of noise", { system: "spring", noise: 0 })} there is less to win: the baseline’s median drift
          is then 1.7 %. Velocities are seldom measured; one can ${this.experiment("learn from pairs of states", presetSettings("through_step"))},
          (<i>q</i>, <i>p</i>) and the same a sampling interval later, instead [3]. That still needs momenta, and little noise.
        </p>

        <h3>References</h3>
        <ol class="references">
          ${[REFERENCES.greydanus, REFERENCES.hairer, REFERENCES.chen].map((each) => html`<li>${cited(each)}</li>`)}
        </ol>
        <div class="foot">
          <button @click=${() => this.playground.open("about")}>About this page</button>
          <button @click=${() => this.playground.open("gallery")}>Experiments to try</button>
          <button @click=${() => this.playground.open("keyboard")}>Keys</button>
        </div>
      </article>
      ${
        this.told === ""
          ? nothing
          : html`<div class="way">
              <p role="status">${this.told}</p>
              <button @click=${this.goBack}>Back to the text ↓</button>
            </div>`
      }
    `;
  }

  /** Numbers of the present run, in the margin. */
  private note(content: unknown) {
    return html`<div class="note" role="note" aria-label="This run">${content ? html`<div>${content}</div>` : nothing}</div>`;
  }

  private running() {
    const { settings } = this.now ?? {};
    if (!settings) return nothing;
    const { label, formula } = systemInfo(settings.system);
    return html`<p>Running now: <b>${label}</b>, seed ${settings.seed}.</p>
      <p>${formula}</p>`;
  }

  private losses() {
    const { now } = this;
    const named = [
      ["baseline", "Baseline", now?.learners.baseline?.testLoss],
      ["hnn", "HNN", now?.learners.hnn?.testLoss],
      ["truth", "The true law", now?.lossOfTrueLaw],
    ] as const;
    const known = named.filter(([, , value]) => value != null);
    if (!now || known.length === 0) return nothing;
    return html`<p>Test loss at step ${count(now.step)}</p>
      ${known.map(([model, name, value]) => html`<p><b class="model-${model}">${name}</b> ${significant(value ?? 0)}</p>`)}`;
  }

  private energies() {
    const { now } = this;
    const fates = (["baseline", "hnn"] as const).map((model) => [model, now && fateOf(now, model)] as const);
    if (!now?.rollout || fates.every(([, fate]) => fate === null)) return nothing;
    const span = withUnit(significant(now.rollout.end), "s");
    return html`<p>Energy after ${span}, seed ${now.settings.seed}</p>
      ${fates.map(([model, fate]) =>
        fate
          ? html`<p><b class="model-${model}">${model === "hnn" ? "HNN" : "Baseline"}</b> ${signedPercent(fate.change)}</p>`
          : nothing,
      )}`;
  }

  private paces() {
    const { now } = this;
    const named = [
      ["baseline", "Baseline", now?.learners.baseline?.pace],
      ["hnn", "HNN", now?.learners.hnn?.pace],
      ["truth", "Best field, predicted", now?.bestPace],
    ] as const;
    const known = named.filter(([, , value]) => value != null);
    if (!now?.rollout || known.length === 0) return nothing;
    return html`<p>Phase gained on the truth over ${withUnit(significant(now.rollout.end), "s")}</p>
      ${known.map(([model, name, value]) => html`<p><b class="model-${model}">${name}</b> ${signedPercent(value ?? 0)}</p>`)}`;
  }

  private kept() {
    const { now } = this;
    const fate = now && fateOf(now, "hnn");
    if (!fate) return nothing;
    const byStart = now.learners.hnn?.driftByStart;
    const elsewhere =
      byStart && Number.isFinite(byStart.outside)
        ? html`<p>Median of other starts: ${percent(byStart.inside)} inside the training energies, ${percent(byStart.outside)} outside.</p>`
        : nothing;
    return html`<p>The <b class="model-hnn">HNN</b>’s true energy is off by up to ${percent(fate.drift)} in this run.</p>${elsewhere}`;
  }

  /** A word that shows on the instrument what it means. */
  private term(words: string, name: keyof typeof TERMS) {
    const { look, told }: Term = TERMS[name];
    const view = this.now?.view;
    const shown = view !== undefined && sameView({ ...view, ...look }, view);
    return html`<button
      class="term"
      aria-pressed=${shown}
      title="Show this on the instrument"
      @click=${(event: Event) => {
        this.playground.look(look);
        this.leave(event, told);
      }}
    >${words}</button>`;
  }

  /** Words that begin another experiment. */
  private experiment(words: string, settings: Settings) {
    return html`<button
      class="term"
      title="Begin this experiment"
      @click=${(event: Event) => {
        this.playground.begin(settings);
        this.leave(event, "This experiment is now being trained.");
      }}
    >${words}</button>`;
  }

  /** Sends the reader up to the instrument, and remembers the way back. */
  private async leave(event: Event, told: string): Promise<void> {
    this.left = { term: event.currentTarget as HTMLElement, at: scrollY };
    this.told = told;
    this.bring(0);
    await this.updateComplete;
    this.wayBack.focus({ preventScroll: true });
  }

  private goBack(): void {
    this.told = "";
    this.left?.term.focus({ preventScroll: true });
    if (this.left) this.bring(this.left.at);
    this.left = null;
  }

  private bring(top: number): void {
    const behavior = this.playground.hasAttribute("still") ? "instant" : "smooth";
    window.scrollTo({ top, behavior });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hnn-article": HnnArticle;
  }
}
