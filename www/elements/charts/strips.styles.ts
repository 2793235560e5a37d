// CSS of <hnn-strips>.
import { css } from "lit";

export const stripsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    min-height: 0;
  }
  .strips {
    display: grid;
    grid-template-columns: minmax(0, 1.65fr) minmax(0, 1fr) minmax(286px, 0.85fr);
    gap: 10px;
    height: 100%;
    min-height: 0;
  }
  /* With three or four learners the table needs more room. Its headings are the legend of the losses, too. */
  .many {
    grid-template-columns: minmax(0, 1.2fr) minmax(0, 0.7fr) minmax(430px, 0.9fr);
  }
  .many hnn-legend[brief] {
    visibility: hidden;
  }
  section {
    display: grid;
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }
  .head {
    display: flex;
    align-items: baseline;
    gap: 12px;
    height: 26px;
    padding-left: 34px;
    padding-right: 18px;
    white-space: nowrap;
  }
  h2 {
    margin: 0;
    font: 400 calc(1.02 * var(--rem))/1.3 var(--serif);
  }
  small {
    flex: none;
    font: 400 calc(0.84 * var(--rem))/1.3 var(--sans);
    color: var(--faint);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  [role="tablist"] {
    display: flex;
    gap: 2px 14px;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }
  [role="tab"] {
    flex: none;
    gap: 0.25em;
    min-width: 0;
    min-height: 24px;
    padding: 0;
    font: 400 calc(1.02 * var(--rem))/1.3 var(--serif);
    white-space: pre;
    color: var(--faint);
    border: 0;
    border-radius: 0;
    box-shadow: inset 0 -1px transparent;
  }
  [role="tab"]:hover:not(:disabled) {
    color: var(--ink);
    background: none;
  }
  [role="tab"][aria-selected="true"] {
    color: var(--ink);
    box-shadow: inset 0 -1px var(--ink);
  }
  [role="tab"]:focus-visible {
    outline-offset: -2px;
  }
  sub {
    line-height: 0;
  }
  hnn-legend {
    padding: 0 6px 0 34px;
  }
  .panel {
    position: relative;
    display: grid;
    min-height: 0;
  }
  .none {
    position: absolute;
    inset: 10px 30px auto 46px;
    margin: 0;
    max-width: 34em;
    font-size: calc(0.95 * var(--rem));
    line-height: 1.35;
    color: var(--soft);
    background: var(--paper);
    pointer-events: none;
  }
  hnn-numbers {
    padding: 0 10px 0 4px;
  }
  @media print {
    :host {
      container-type: normal;
    }
    .strips {
      grid-template: auto auto / minmax(0, 1.65fr) minmax(0, 1fr);
      height: auto;
    }
    section {
      display: block;
      break-inside: avoid;
    }
    hnn-numbers {
      grid-column: 1 / -1;
      max-width: 26em;
    }
    [role="tab"][aria-selected="false"] {
      display: none;
    }
    [role="tab"][aria-selected="true"] {
      box-shadow: none;
    }
  }
  @media (pointer: coarse) {
    .head:has([role="tablist"]) {
      height: 44px;
    }
    [role="tab"] {
      min-width: 44px;
      min-height: 44px;
    }
  }
  @container (max-width: 740px) {
    .strips {
      grid-template-columns: minmax(0, 1.3fr) minmax(0, 1fr);
      grid-template-rows: minmax(200px, 1fr) auto;
    }
    hnn-numbers {
      grid-column: 1 / -1;
      padding: 0 18px 0 34px;
    }
  }
  @container (max-width: 620px) {
    .strips {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: none;
      gap: 14px;
    }
    section {
      grid-template-rows: auto auto 170px;
    }
    .head {
      padding: 0 16px;
    }
    [role="tablist"] {
      gap: 6px;
    }
    /* In narrow layouts the tab alone is the title. */
    small.error {
      display: none;
    }
    hnn-legend,
    hnn-numbers {
      padding: 0 16px;
    }
  }
`;
