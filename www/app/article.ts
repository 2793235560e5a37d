// <hnn-article>: explains what the playground shows. Terms in the text set its view; the current run's numbers appear in the margin.
import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { cited } from "../elements/dialogs/reference";
import { REFERENCES } from "../elements/dialogs/references";
import type { HnnPlayground } from "../elements/playground";
import { customElement } from "../elements/shared/define";
import { modelClasses, shared, themed } from "../elements/shared/shared.styles";
import { catalog, systemInfo } from "../experiment/catalog";
import type { Settings } from "../experiment/experiment";
import { DEFAULT_LAYERS } from "../experiment/layers";
import { sameView, type View } from "../experiment/view";
import type { Snapshot } from "../run/snapshot";
import { count, percent, signedPercent, significant, withUnit } from "../text/format";
import { articleStyles } from "./article.styles";
import { divergence, dxdt, f, H, Hθ, hamilton, loss, p, q } from "./formulas";
import { energyChangeOf, followSnapshots } from "./live-numbers";
import { OVER_SEEDS } from "./over-seeds";

/** The view that a term in the text switches to, and the message shown there. */
interface Term {
  view: Partial<View>;
  message: string;
}

const TERMS = {
  levels: {
    view: { map: "own", behind: "truth", tab: "strips", strip: "energy" },
    message: "The contours of the truth and of the HNN are the level lines of their energies.",
  },
  divergence: {
    view: { map: "divergence", behind: "baseline" },
    message: "The map shows the divergence of each field.",
  },
  seeds: { view: { tab: "spread" }, message: "Below the planes you can train many seeds." },
  learned: {
    view: { tab: "strips", strip: "learned" },
    message: "The plot below the planes shows the learned energy along each path.",
  },
  difference: {
    view: { map: "difference", behind: "hnn" },
    message: "The map shows the difference between the learned and the true energy.",
  },
  coverage: {
    view: { layers: DEFAULT_LAYERS, behind: "hnn" },
    message: "Hatching on the planes marks where there are no training data.",
  },
} satisfies Record<string, Term>;

const presetSettings = (id: string): Settings =>
  catalog.presets.find((preset) => preset.id === id)?.settings ?? {};

@customElement("hnn-article")
export class HnnArticle extends LitElement {
  @property({ attribute: false }) playground!: HnnPlayground;
  @state() private now: Snapshot | null = null;
  /** Shown with the button back to the article after a term was clicked; empty otherwise. */
  @state() private message = "";

  @query("h2") private heading!: HTMLElement;
  @query(".way button") private backButton!: HTMLElement;

  /** The clicked term and the scroll position to return to. */
  private origin: { term: HTMLElement; scrollTop: number } | null = null;
  private stop = () => {};

  static override styles = [themed, shared, modelClasses, articleStyles];

  override firstUpdated(): void {
    this.stop = followSnapshots(this.playground, (now) => {
      this.setAttribute("resolved-theme", this.playground.getAttribute("resolved-theme") ?? "light");
      this.now = now;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  /** Scrolls to the article and focuses its heading. */
  read(): void {
    this.heading.focus({ preventScroll: true });
    this.scrollPage(this.getBoundingClientRect().top + scrollY);
  }

  override render() {
    return html`
      <article lang="en" aria-labelledby="title">
        <h2 id="title" tabindex="-1">Why one network spirals</h2>
        <p class="lede">
          By default, nothing here has friction. Yet the plain network’s path usually spirals in or out, while the Hamiltonian
          network’s closes. Both have learned equally well. They differ in what they can represent.
        </p>

        <h3>What is conserved</h3>
        <p>
          The state of an oscillator is a point: position ${q} and momentum ${p}. As the point moves, both change, but one
          combination stays constant: the energy ${H}. So the point stays on one of the
          ${this.term("level lines", "levels")} of ${H}, and for an oscillation these lines are closed.
          Hamilton’s two equations describe the whole motion:
        </p>
        ${this.note(this.runNote())}
        ${hamilton}
        <p>Find the direction in which ${H} rises, make a quarter turn, and go. Walking across a slope keeps you at one height.</p>

        <h3>What is learned</h3>
        <p>
          Both networks see the same noisy states, each with its velocity. The baseline maps a state to a velocity. The HNN maps
          it to one number, ${Hθ}, from which Hamilton’s equations give the velocity [1]. Both minimise the same loss, where
          ${f} is the network’s velocity and ${dxdt} the observed one:
        </p>
        ${this.note(this.lossNote())}
        ${loss}
        <p>
          (All other choices of <i>Learns from</i> use no velocities: they compare ${f}, or steps of a numerical integrator
          with ${f}, with the observed changes from sample to sample.) Both networks end at about the same loss, so the loss
          can’t tell them apart. Their trajectories can.
        </p>

        <h3>Why the baseline spirals</h3>
        <p>
          Everywhere, the learned arrows are slightly wrong. The error <em>along</em> a level line makes the motion early or
          late (see below). The error <em>across</em> it changes the energy, and nothing in the baseline makes these changes
          cancel over a turn. So each turn ends a little further in or out. The
          ${this.term("divergence", "divergence")} of the field shows it: where it is negative, regions of states shrink, as
          they would under friction; where it is positive, they grow. A field derived from an ${Hθ}, right or wrong, has none:
        </p>
        ${this.note(this.energyNote())}
        ${divergence}
        <p>
          Whether a path spirals in or out is a matter of chance. Of ${OVER_SEEDS.seeds} seeds of the spring at the default
          settings, the baseline went inward for ${OVER_SEEDS.inward} and outward for ${OVER_SEEDS.outward}, and it stayed within
          ±10 % for ${OVER_SEEDS.kept}. The HNN was never off by more than ${percent(OVER_SEEDS.hnnLargest)}; occasionally the
          baseline comes close to that. One run proves little: ${this.term("try many seeds", "seeds")}.
        </p>

        <h3>Why both are late</h3>
        <p>
          Noise also slows both networks down. A noisy state could come from many clean ones, and least squares learns the mean
          of their velocities. More of those clean states lie where the data are dense, so the learned field is pulled towards
          the bulk of the data. For the spring, the best field that can be learned is the true one scaled down: with the default
          noise, by 4 % at radius 0.5 and by 9 % at radius 1. It conserves the energy, yet after 20 s at radius 1 it is more
          than half a turn behind. Building an energy into the network doesn’t correct this.
        </p>
        ${this.note(this.paceNote())}
        <p>
          Measured on noisy states, this slow field even has a lower loss than the true law: 0.92 times as large with the
          default noise, 0.66 times with ${this.experiment("three times the noise", presetSettings("noisy"))}. So the loss of
          the true law is not a lower bound. A pendulum’s data lie on a ring. Inside the ring the best field is too fast (by
          4.8 % and 1.6 % at amplitudes 1.2 and 1.3 rad). At the outer edge it is too slow (by 2.9 % at 2.3 rad), and there it
          also gains 4.4 % of energy in 20 s.
        </p>

        <h3>What “energy-like” means</h3>
        <p>
          In continuous time, the HNN conserves ${this.term("its own energy", "learned")}, ${Hθ}, exactly. A computer’s finite
          steps add a small error; keeping it small is a research field of its own [2]. But ${Hθ} is not ${H}. Only slopes are
          learned, so its zero is arbitrary, and it is ${this.term("a slightly wrong landscape", "difference")}. Its level lines
          cross those of ${H}. For a spring or a swinging pendulum they are closed curves: each turn ends where it began, so the
          true energy oscillates but does not drift. Two bodies have more room on a level set of ${Hθ}, so there the true energy
          can drift as well.
        </p>
        ${this.note(this.driftNote())}

        <h3>Where an HNN fails</h3>
        <p>
          Outside ${this.term("what the data cover", "coverage")}, ${Hθ} is a guess, and conserving a guess means little. Near
          the top of a pendulum’s swing, a tiny difference in energy decides between swinging back and
          ${this.experiment("turning over", presetSettings("separatrix"))}. And where the data are
          ${this.experiment("free of noise", { system: "spring", noise: 0 })}, there is less to gain: the baseline’s median
          drift is then ${percent(OVER_SEEDS.medianExact)}, not ${percent(OVER_SEEDS.medianNoisy)}. Velocities are rarely measured. Instead, a network can
          ${this.experiment("learn from pairs of states", presetSettings("through_step"))}: (<i>q</i>, <i>p</i>) now and one
          sampling interval later [3]. That still needs momenta, and little noise.
        </p>

        <h3>With friction</h3>
        <p>
          ${this.experiment("Friction", presetSettings("friction"))} takes energy out of the motion, and regions of states
          shrink. A network that can’t lose energy has the wrong law built in: the HNN goes on as if there were none. The
          baseline can represent friction, and learns it approximately, like everything else. A third way keeps the energy and
          adds what changes it: a force −γ·∂${Hθ}/∂<i>p</i>, with γ learned from the same data [4]. Then γ can be compared with
          the true one. With friction, this page compares each network’s energy with the truth’s at the same time.
        </p>
        <p>
          Knowing the form of friction doesn’t make a better prediction here. Over ${OVER_SEEDS.seeds} seeds of this
          experiment, the median of the largest drift is ${percent(OVER_SEEDS.friction.baseline)} for the baseline and
          ${percent(OVER_SEEDS.friction.dissipative)} for the dissipative network; for the HNN it is
          ${percent(OVER_SEEDS.friction.hnn)}.
        </p>

        <h3>A result that reverses</h3>
        <p>
          The paper’s real pendulum was learned from forward differences: the change to the next sample, 1/6 s later, stood
          for the velocity. For an oscillation, the error of such a difference acts like friction, much stronger than the real
          one. The baseline learns it and the HNN can’t, so the HNN predicts the energy better. A difference compared with the
          field at the midpoint has no such error, and then the baseline is better, because the pendulum does lose energy. Here
          is a simulated pendulum with little friction, learned
          ${this.experiment("from forward differences", presetSettings("reversal_forward"))} and
          ${this.experiment("from midpoints", presetSettings("reversal_midpoint"))}; with the paper’s own recording our code
          finds the same.
        </p>

        <h3>Which knowledge helps</h3>
        <p>
          An HNN knows two things: that velocity is a derivative of an energy with respect to momentum, and that the force is
          one with respect to position. A ${this.experiment("ladder of networks", presetSettings("ladder"))} separates them.
          The second-order network knows only that velocity is momentum over mass. The Newtonian network knows also that the
          force depends on position alone, and with one degree of freedom such a force conserves an energy. ${this.ladder()}
          Others found that most of an HNN’s benefit comes from second-order structure [5]; at this noise more comes from the
          conservative force.
        </p>

        <h3>References</h3>
        <ol class="references">
          ${[
            REFERENCES.greydanus,
            REFERENCES.hairer,
            REFERENCES.chen,
            REFERENCES.desai,
            REFERENCES.gruver,
          ].map((each) => html`<li>${cited(each)}</li>`)}
        </ol>
        <div class="foot">
          <button @click=${() => this.playground.open("about")}>About this page</button>
          <button @click=${() => this.playground.open("gallery")}>Experiments to try</button>
          <button @click=${() => this.playground.open("keyboard")}>Keyboard shortcuts</button>
        </div>
      </article>
      ${
        this.message === ""
          ? nothing
          : html`<div class="way">
              <p role="status">${this.message}</p>
              <button @click=${this.goBack}>Back to the article ↓</button>
            </div>`
      }
    `;
  }

  private ladder(): string {
    const { seeds, ladder } = OVER_SEEDS;
    const [baseline, second, newtonian, hnn] = [
      ladder.baseline,
      ladder.second_order,
      ladder.newtonian,
      ladder.hnn,
    ].map(percent);
    return `Over ${seeds} seeds of the spring, the median of the largest drift is ${baseline} for the baseline, ${second} for the second-order network, ${newtonian} for the Newtonian network and ${hnn} for the HNN.`;
  }

  /** A margin note with numbers of the current run. */
  private note(content: unknown) {
    return html`<div class="note" role="note" aria-label="This run">${content ? html`<div>${content}</div>` : nothing}</div>`;
  }

  private runNote() {
    const { settings } = this.now ?? {};
    if (!settings) return nothing;
    const { label, formula } = systemInfo(settings.system);
    return html`<p>Current run: <b>${label}</b>, seed ${settings.seed}.</p>
      <p>${formula}</p>`;
  }

  private lossNote() {
    const { now } = this;
    const named = [
      ["baseline", "Baseline", now?.learners.baseline?.testLoss],
      ["hnn", "HNN", now?.learners.hnn?.testLoss],
      ["truth", "True law", now?.lossOfTrueLaw],
    ] as const;
    const known = named.filter(([, , value]) => value != null);
    if (!now || known.length === 0) return nothing;
    return html`<p>Test loss at step ${count(now.step)}</p>
      ${known.map(([model, name, value]) => html`<p><b class="model-${model}">${name}</b> ${significant(value ?? 0)}</p>`)}`;
  }

  private energyNote() {
    const { now } = this;
    const changes = (["baseline", "hnn"] as const).map(
      (model) => [model, now && energyChangeOf(now, model)] as const,
    );
    if (!now?.rollout || changes.every(([, change]) => change === null)) return nothing;
    const span = withUnit(significant(now.rollout.end), "s");
    return html`<p>Energy change after ${span}, seed ${now.settings.seed}</p>
      ${changes.map(([model, change]) =>
        change
          ? html`<p><b class="model-${model}">${model === "hnn" ? "HNN" : "Baseline"}</b> ${signedPercent(change.change)}</p>`
          : nothing,
      )}`;
  }

  private paceNote() {
    const { now } = this;
    const named = [
      ["baseline", "Baseline", now?.learners.baseline?.pace],
      ["hnn", "HNN", now?.learners.hnn?.pace],
      ["truth", "Best learnable field (predicted)", now?.bestPace],
    ] as const;
    const known = named.filter(([, , value]) => value != null);
    if (!now?.rollout || known.length === 0) return nothing;
    return html`<p>Phase gained relative to the truth over ${withUnit(significant(now.rollout.end), "s")}</p>
      ${known.map(([model, name, value]) => html`<p><b class="model-${model}">${name}</b> ${signedPercent(value ?? 0)}</p>`)}`;
  }

  private driftNote() {
    const { now } = this;
    const change = now && energyChangeOf(now, "hnn");
    if (!change) return nothing;
    const byStart = now.learners.hnn?.driftByStart;
    const elsewhere =
      byStart && Number.isFinite(byStart.outside)
        ? html`<p>Median over other initial states: ${percent(byStart.inside)} inside the training energies, ${percent(byStart.outside)} outside.</p>`
        : nothing;
    return html`<p>In this run, the <b class="model-hnn">HNN</b>’s true energy is off by up to ${percent(change.drift)}.</p>${elsewhere}`;
  }

  /** A term in the text that shows its meaning in the playground when clicked. */
  private term(words: string, name: keyof typeof TERMS) {
    const { view, message }: Term = TERMS[name];
    const current = this.now?.view;
    const shown = current !== undefined && sameView({ ...current, ...view }, current);
    return html`<button
      class="term"
      aria-pressed=${shown}
      title="Show this in the playground"
      @click=${(event: Event) => {
        this.playground.look(view);
        this.leave(event, message);
      }}
    >${words}</button>`;
  }

  /** A phrase in the text that starts an experiment when clicked. */
  private experiment(words: string, settings: Settings) {
    return html`<button
      class="term"
      title="Start this experiment"
      @click=${(event: Event) => {
        this.playground.begin(settings);
        this.leave(event, "This experiment is now training.");
      }}
    >${words}</button>`;
  }

  /** Scrolls up to the playground and offers a way back. */
  private async leave(event: Event, message: string): Promise<void> {
    this.origin = { term: event.currentTarget as HTMLElement, scrollTop: scrollY };
    this.message = message;
    this.scrollPage(0);
    await this.updateComplete;
    this.backButton.focus({ preventScroll: true });
  }

  private goBack(): void {
    this.message = "";
    this.origin?.term.focus({ preventScroll: true });
    if (this.origin) this.scrollPage(this.origin.scrollTop);
    this.origin = null;
  }

  private scrollPage(top: number): void {
    const behavior = this.playground.hasAttribute("still") ? "instant" : "smooth";
    window.scrollTo({ top, behavior });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hnn-article": HnnArticle;
  }
}
