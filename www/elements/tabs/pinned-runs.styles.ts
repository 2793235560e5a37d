// CSS of <hnn-pinned-runs>.
import { css } from "lit";

export const runsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    min-height: 0;
    overflow-y: auto;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
    min-height: 36px;
    padding: 0 18px 0 34px;
  }
  p {
    margin: 0;
    max-width: calc(62 * var(--rem));
    line-height: 1.3;
    color: var(--soft);
    text-wrap: pretty;
  }
  .about div {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .about button {
    border-color: var(--control);
  }
  .wide {
    padding: 0 18px 8px 34px;
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
  }
  th,
  td {
    padding: 1px 14px 1px 0;
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
  }
  thead th {
    vertical-align: bottom;
    color: var(--soft);
    border-bottom: 1px solid var(--control);
  }
  .number {
    text-align: right;
  }
  tbody > tr:first-child > * {
    padding-top: 3px;
  }
  tbody > tr:last-child > *,
  tbody [rowspan] {
    padding-bottom: 3px;
    border-bottom: 1px solid var(--line);
  }
  .run {
    font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
  }
  .run label {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    cursor: pointer;
  }
  .run input {
    width: 15px;
    height: 15px;
    margin: 0;
    accent-color: var(--ink);
  }
  .actions {
    padding-right: 0;
    text-align: right;
  }
  .key {
    width: 24px;
    height: 10px;
    margin-right: 3px;
  }
  @media (pointer: coarse) {
    .run label {
      min-width: 44px;
      min-height: 44px;
    }
    .run input {
      width: 20px;
      height: 20px;
    }
  }
  @container (max-width: 620px) {
    .about,
    .wide {
      padding-right: 16px;
      padding-left: 16px;
    }
  }
  @media print {
    :host {
      container-type: normal;
      overflow: visible;
    }
  }
`;
