// <hnn-tabs>: the tabs below the planes, and the worker pool that their batches of runs share.
import { css, html, LitElement } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Batches } from "../../batches/pool";
import { Reproduction } from "../../batches/reproduction";
import { Spread } from "../../batches/spread";
import { TABS, type Tab } from "../../experiment/tabs";
import type { FrameLoop } from "../../render/frame-loop";
import type { Session } from "../../run/session";
import { TimeCursor } from "../charts/strip-cursor";
import "./files-tab";
import { customElement } from "../shared/define";
import type { HnnFilesTab } from "./files-tab";
import "../dialogs/reproduction";
import type { HnnReproduction } from "../dialogs/reproduction";
import { shared } from "../shared/shared.styles";
import { tabAfter } from "../shared/tab-keys";
import { countOf, PANELS } from "./panels";

@customElement("hnn-tabs")
export class HnnTabs extends LitElement {
  /** Mutated in place, so every render of the parent renders this element too. */
  @property({ attribute: false, hasChanged: () => true }) session!: Session;
  @property({ attribute: false }) frames!: FrameLoop;
  /** Describes the energy changes for screen readers. */
  @property() summary = "";
  @state() private view: Tab = "strips";
  /** Whether it needs more height, reflected for the parent's layout. */
  @property({ type: Boolean, reflect: true }) tall = false;

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
    const { tab } = this.session.view;
    if (this.view !== tab || !this.hasUpdated) this.load(tab);
    this.view = tab;
    this.tall = PANELS[tab].tall ?? false;
    this.spread.follow(this.session.experiment);
  }

  override render() {
    const { session, frames, batches, spread, summary, view } = this;
    this.timeCursor ??= new TimeCursor(session.playhead, session.pointer);
    const parts = { session, frames, cursor: this.timeCursor, batches, spread, summary };
    return html`
      <div class="bar">
        <div role="tablist" aria-label="Views" @keydown=${this.key}>
          ${TABS.map(
            ({ id, label, more }) => html`<button
              id=${id}
              role="tab"
              aria-selected=${this.view === id}
              aria-controls="view"
              tabindex=${this.view === id ? 0 : -1}
              @click=${() => this.show(id)}
            ><span>${label}<span class="more">${more}</span>${countOf(id, session)}</span></button>`,
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
      <div id="view" class="view" role="tabpanel" aria-labelledby=${view}>${PANELS[view].render(parts)}</div>
      <hnn-reproduction .reproduction=${this.reproduction} .ready=${this.session.ready && !this.batches.busy}></hnn-reproduction>
      <hnn-files-tab .session=${this.session} .spread=${this.spread} .frames=${this.frames}></hnn-files-tab>
    `;
  }

  private load(tab: Tab): void {
    PANELS[tab].load?.().catch(() => {
      this.session.notify("The tab could not be loaded. Check your connection and open it again.");
    });
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
      TABS.map(({ id }) => id),
    );
    if (!next) return;
    this.show(next);
    this.tabs.querySelector<HTMLElement>(`#${next}`)?.focus();
  }
}
