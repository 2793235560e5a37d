// <hnn-tabs>: the tabs below the planes, and the worker pool that their batches of runs share.
import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { Batches } from "../../batches/pool";
import { Reproduction } from "../../batches/reproduction";
import { Spread } from "../../batches/spread";
import type { Tab } from "../../experiment/view";
import type { FrameLoop } from "../../render/frame-loop";
import type { Session } from "../../run/session";
import { TimeCursor } from "../charts/strip-cursor";
import "./compare";
import "./files-tab";
import { customElement } from "../shared/define";
import type { HnnFilesTab } from "./files-tab";
import "../dialogs/reproduction";
import type { HnnReproduction } from "../dialogs/reproduction";
import { shared } from "../shared/shared.styles";
import "./spread";
import "../charts/strips";
import { tabAfter } from "../shared/tab-keys";

const VIEWS = [
  { id: "strips", label: "Over time", more: "" },
  { id: "compare", label: "Compare", more: " as in the paper" },
  { id: "spread", label: "Spread", more: " over seeds" },
  { id: "runs", label: "Pinned", more: " runs" },
] as const;

@customElement("hnn-tabs")
export class HnnTabs extends LitElement {
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) session!: Session;
  @property({ attribute: false }) frames!: FrameLoop;
  /** Describes the energy changes for screen readers. */
  @property() summary = "";
  /** The selected tab, reflected for the parent's layout. */
  @property({ reflect: true }) view: Tab = "strips";

  @query('[role="tablist"]') private tabs!: HTMLElement;
  @query("hnn-reproduction") private reproductionDialog!: HnnReproduction;
  @query("hnn-files-tab") private files!: HnnFilesTab;

  private readonly batches = new Batches(() => this.session.module, {
    changed: () => this.requestUpdate(),
    busy: (busy) => this.session.hold("batch", busy),
  });
  private timeCursor: TimeCursor | null = null;
  private readonly spread = new Spread(this.batches);
  private readonly reproduction = new Reproduction(this.batches);

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        container-type: inline-size;
        min-height: 0;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        padding: 0 10px 0 34px;
      }
      .bar div {
        display: flex;
        gap: 14px;
      }
      .bar button {
        min-width: 0;
        min-height: 30px;
        padding: 0;
        white-space: nowrap;
        color: var(--faint);
        border: 0;
        border-radius: 0;
        box-shadow: inset 0 -1.5px transparent;
      }
      .bar div:last-child button {
        gap: 0;
      }
      .bar button:hover:not(:disabled) {
        color: var(--ink);
        background: none;
      }
      .bar button[aria-selected="true"] {
        color: var(--ink);
        box-shadow: inset 0 -1.5px var(--ink);
      }
      .view {
        display: grid;
        margin-top: 5px;
        min-height: 0;
      }
      .more,
      .count {
        white-space: pre;
      }
      .count {
        color: var(--faint);
      }
      @container (max-width: 620px) {
        .bar {
          padding: 0 16px;
        }
        .bar div {
          gap: 6px;
        }
        .more {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .noun {
          text-transform: capitalize;
        }
      }
      @media print {
        :host {
          display: block;
          container-type: normal;
        }
        .bar {
          padding: 0;
        }
        .bar div:last-child,
        .bar [aria-selected="false"] {
          display: none;
        }
        .bar button[aria-selected="true"] {
          box-shadow: none;
        }
      }
      @media (pointer: coarse) {
        .bar button {
          min-width: 44px;
          min-height: 44px;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving the element disconnects and reconnects it at once; only a lasting disconnect ends the batches.
    queueMicrotask(() => {
      if (!this.isConnected) this.batches.close();
    });
  }

  override willUpdate(): void {
    this.timeCursor ??= new TimeCursor(this.session.playhead, this.session.pointer);
    const { tab } = this.session.view;
    if (tab === "runs" && this.view !== tab) this.loadRuns();
    this.view = tab;
    this.spread.follow(this.session.experiment);
  }

  override render() {
    return html`
      <div class="bar">
        <div role="tablist" aria-label="Views" @keydown=${this.key}>
          ${VIEWS.map(
            ({ id, label, more }) => html`<button
              id=${id}
              role="tab"
              aria-selected=${this.view === id}
              aria-controls="view"
              tabindex=${this.view === id ? 0 : -1}
              @click=${() => this.show(id)}
            ><span>${label}<span class="more">${more}</span>${this.pinCount(id)}</span></button>`,
          )}
        </div>
        <div>
          <button ?disabled=${!this.session.scene.rollouts} title="Pin this run to compare it with others (p)" @click=${this.pin}>
            Pin<span class="more"> this run</span>
          </button>
          <button aria-haspopup="dialog" @click=${() => this.reproductionDialog.show()}><span class="more">Reproduce the </span><span class="noun">paper</span></button>
          <button aria-haspopup="dialog" @click=${() => this.files.show()}>Save<span class="more"> & share</span></button>
        </div>
      </div>
      <div id="view" class="view" role="tabpanel" aria-labelledby=${this.view}>${this.panel()}</div>
      <hnn-reproduction .reproduction=${this.reproduction} .ready=${this.session.ready && !this.batches.busy}></hnn-reproduction>
      <hnn-files-tab .session=${this.session} .spread=${this.spread} .frames=${this.frames}></hnn-files-tab>
    `;
  }

  private panel() {
    if (this.view === "spread") return this.spreadPanel();
    if (this.view === "runs") return this.runsPanel();
    return this.view === "compare" ? this.comparePanel() : this.stripsPanel();
  }

  private stripsPanel() {
    const { session, frames } = this;
    const { scene, training, settings, learners, view, pinboard } = session;
    return html`<hnn-strips
      .scene=${scene}
      .learners=${learners}
      .training=${training}
      .step=${training?.step ?? 0}
      .settings=${settings}
      .pins=${pinboard.pins}
      .quantity=${view.strip}
      .frames=${frames}
      .cursor=${this.timeCursor}
      .summary=${this.summary}
    ></hnn-strips>`;
  }

  private comparePanel() {
    const { session, frames } = this;
    const { scene, training, settings, learners, pinboard } = session;
    return html`<hnn-compare
      .scene=${scene}
      .learners=${learners}
      .training=${training}
      .settings=${settings}
      .pins=${pinboard.pins}
      .frames=${frames}
      .cursor=${this.timeCursor}
    ></hnn-compare>`;
  }

  private spreadPanel() {
    const { session, batches, spread } = this;
    return html`<hnn-spread
      .spread=${spread}
      .experiment=${session.experiment}
      .learners=${session.learners}
      .rollouts=${session.scene.rollouts}
      .ready=${session.ready && !batches.busy}
    ></hnn-spread>`;
  }

  private runsPanel() {
    return html`<hnn-pinned-runs .session=${this.session}></hnn-pinned-runs>`;
  }

  /** Loads the table. Until then, its tag is an empty element that keeps the properties set on it. */
  private loadRuns(): void {
    import("./pinned-runs").catch(() => {
      this.session.notify(
        "The table of runs could not be loaded. Check your connection and open the tab again.",
      );
    });
  }

  /** The number of pinned runs, beside the "Pinned runs" tab. */
  private pinCount(tab: Tab) {
    const { length } = this.session.pinboard.pins;
    return tab === "runs" && length > 0 ? html`<span class="count"> ${length}</span>` : nothing;
  }

  private async pin(): Promise<void> {
    const detail = await this.session.pin();
    this.dispatchEvent(new CustomEvent("announce", { detail }));
  }

  private show(tab: Tab): void {
    this.session.setView({ tab });
    this.requestUpdate();
  }

  private key(event: KeyboardEvent): void {
    const next = tabAfter(
      event,
      VIEWS.map(({ id }) => id),
    );
    if (!next) return;
    this.show(next);
    this.tabs.querySelector<HTMLElement>(`#${next}`)?.focus();
  }
}
