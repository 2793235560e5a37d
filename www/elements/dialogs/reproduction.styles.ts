// CSS of <hnn-reproduction>.
import { css } from "lit";

export const reproductionStyles = css`
  .content {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    container-type: inline-size;
  }
  p {
    margin: 0;
    max-width: calc(46 * var(--rem));
    text-wrap: pretty;
  }
  small,
  .faint,
  caption,
  .paper,
  .range {
    font-size: calc(0.88 * var(--rem));
    font-weight: 400;
    color: var(--faint);
  }
  .ask {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 14px;
    min-height: 40px;
  }
  .ask button {
    border-color: var(--control);
    padding: 0 0.8em;
  }
  .ask .begin:not(:disabled) {
    color: var(--paper);
    background: var(--ink);
    border-color: var(--ink);
  }
  .ask .begin:hover:not(:disabled) {
    background: var(--soft);
  }
  .files {
    display: flex;
    gap: 8px;
    margin-left: auto;
  }
  hnn-batch-bar {
    flex: 1;
    max-width: calc(34 * var(--rem));
  }
  select {
    height: 36px;
    margin-left: 6px;
    padding: 0 6px;
    background: var(--plate);
    border: 1px solid var(--control);
    border-radius: 4px;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    caption-side: bottom;
    padding-top: 6px;
    text-align: left;
  }
  sup {
    line-height: 1;
  }
  th,
  td {
    padding: 4px 14px 4px 0;
    text-align: left;
    vertical-align: baseline;
    font-weight: 400;
  }
  thead th {
    border-bottom: 1px solid var(--control);
    vertical-align: bottom;
    white-space: nowrap;
  }
  tr.system th {
    padding-top: 12px;
    border-bottom: 1px solid var(--line);
  }
  tr.system small {
    margin-left: 10px;
  }
  label {
    font: 400 calc(1.06 * var(--rem))/1.3 var(--serif);
    cursor: pointer;
  }
  .seeds {
    font: inherit;
  }
  input[type="checkbox"] {
    width: 17px;
    height: 17px;
    margin: 0 6px 0 0;
    vertical-align: -2px;
    accent-color: var(--ink);
  }
  tbody th[scope="row"] {
    white-space: nowrap;
  }
  .key {
    width: 38px;
    height: 13px;
    margin-right: 4px;
    vertical-align: -1px;
  }
  td div {
    display: flex;
    flex-wrap: wrap;
    column-gap: 10px;
    white-space: nowrap;
    line-height: 1.25;
  }
  .ours {
    font-weight: 600;
  }
  .range {
    flex-basis: 100%;
  }
  .failed {
    color: var(--warn);
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 6px 16px;
    max-width: calc(60 * var(--rem));
    margin: 0;
    color: var(--soft);
  }
  dt {
    color: var(--ink);
  }
  dd {
    margin: 0;
    text-wrap: pretty;
  }
  @container (max-width: 620px) {
    th,
    td {
      padding-right: 10px;
    }
    thead th {
      white-space: normal;
    }
    tbody th[scope="row"] .key,
    tbody th[scope="row"] small {
      display: block;
    }
    tr.system small {
      display: block;
      margin: 2px 0 0 24px;
    }
    td div {
      flex-direction: column;
    }
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
    }
    dd {
      margin-bottom: 8px;
    }
    .files {
      margin-left: 0;
    }
  }
  @media (pointer: coarse) {
    select {
      height: 44px;
    }
    label {
      display: inline-flex;
      align-items: center;
      min-height: 44px;
    }
  }
`;
