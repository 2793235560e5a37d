// What each tab shows, by the id in www/experiment/tabs.ts.
import { html, nothing } from "lit";
import type { Batches } from "../../batches/pool";
import type { Spread } from "../../batches/spread";
import type { Tab } from "../../experiment/tabs";
import type { FrameLoop } from "../../render/frame-loop";
import type { Session } from "../../run/session";
import type { TimeCursor } from "../charts/strip-cursor";
import "./compare";
import "./spread";
import "../charts/strips";

/** What a panel may use. */
export interface TabParts {
  session: Session;
  frames: FrameLoop;
  /** The time under the pointer, shared by all charts. */
  cursor: TimeCursor;
  batches: Batches;
  spread: Spread;
  /** Describes the energy changes for screen readers. */
  summary: string;
}

interface Panel {
  render(parts: TabParts): unknown;
  /** Loads the panel's element when the tab is first opened. Until then, its tag is an empty element that keeps its properties. */
  load?(): Promise<unknown>;
  /** Shown beside the label. */
  count?(session: Session): number;
  /** Whether it needs more height than the others. */
  tall?: boolean;
}

export const PANELS: Record<Tab, Panel> = {
  strips: {
    render: ({ session: { scene, training, settings, learners, view, pinboard }, frames, cursor, summary }) =>
      html`<hnn-strips
        .scene=${scene}
        .learners=${learners}
        .training=${training}
        .step=${training?.step ?? 0}
        .settings=${settings}
        .pins=${pinboard.pins}
        .quantity=${view.strip}
        .frames=${frames}
        .cursor=${cursor}
        .summary=${summary}
      ></hnn-strips>`,
  },
  compare: {
    tall: true,
    render: ({ session: { scene, training, settings, learners, pinboard }, frames, cursor }) =>
      html`<hnn-compare
        .scene=${scene}
        .learners=${learners}
        .training=${training}
        .settings=${settings}
        .pins=${pinboard.pins}
        .frames=${frames}
        .cursor=${cursor}
      ></hnn-compare>`,
  },
  spread: {
    render: ({ session: { experiment, learners, scene, ready }, batches, spread }) =>
      html`<hnn-spread
        .spread=${spread}
        .experiment=${experiment}
        .learners=${learners}
        .rollouts=${scene.rollouts}
        .ready=${ready && !batches.busy}
      ></hnn-spread>`,
  },
  runs: {
    render: ({ session }) => html`<hnn-pinned-runs .session=${session}></hnn-pinned-runs>`,
    load: () => import("./pinned-runs"),
    count: ({ pinboard }) => pinboard.pins.length,
  },
};

/** A panel's count; nothing if it is 0. */
export function countOf(tab: Tab, session: Session) {
  const count = PANELS[tab].count?.(session) ?? 0;
  return count > 0 ? html`<span class="count"> ${count}</span>` : nothing;
}
