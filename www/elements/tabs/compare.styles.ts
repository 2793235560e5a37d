// CSS of <hnn-compare>.
import { css } from "lit";

export const compareStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    min-height: 0;
    overflow-y: auto;
  }
  .compare {
    display: grid;
    grid-template: minmax(0, 1fr) auto auto / minmax(0, 1fr);
    gap: 6px;
    height: 100%;
    min-height: 0;
  }
  .panels {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(170px, 1fr));
    gap: 0 4px;
    min-height: 0;
  }
  section {
    display: grid;
    grid-template-rows: auto minmax(110px, 1fr);
    min-width: 0;
    min-height: 0;
  }
  h3 {
    margin: 0;
    padding-left: 34px;
    font: 400 calc(1 * var(--rem))/1.3 var(--serif);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  sub {
    line-height: 0;
  }
  small {
    font: 400 calc(0.84 * var(--rem))/1.25 var(--sans);
    color: var(--faint);
  }
  table {
    width: calc(100% - 52px);
    margin: 0 18px 0 34px;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 2px 14px 2px 0;
    text-align: left;
    font-weight: 400;
    line-height: 1.2;
  }
  thead td,
  thead th {
    padding-top: 0;
    border-bottom: 1px solid var(--line);
  }
  thead small {
    margin-left: 4px;
  }
  tbody th {
    white-space: nowrap;
  }
  tbody th::first-letter {
    text-transform: capitalize;
  }
  .key {
    width: 30px;
    height: 11px;
    margin-right: 4px;
  }
  .loaded {
    margin: 0;
    padding-left: 34px;
    font-size: calc(0.88 * var(--rem));
    color: var(--warn);
    overflow-wrap: anywhere;
  }
  @container (max-width: 1040px) {
    thead small {
      display: block;
      margin: 0;
    }
    thead th {
      vertical-align: top;
    }
  }
  @container (max-width: 820px) {
    .compare {
      grid-template: auto / minmax(0, 1fr);
      gap: 12px;
      height: auto;
    }
    section {
      grid-template-rows: auto 130px;
    }
    .panels {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 8px 4px;
    }
  }
  @container (max-width: 620px) {
    .panels {
      grid-template-columns: minmax(0, 1fr);
    }
    h3 {
      padding-left: 16px;
    }
    .loaded {
      padding: 0 16px;
    }
    table {
      width: calc(100% - 32px);
      margin: 0 16px;
      font-size: calc(0.88 * var(--rem));
    }
    th,
    td {
      padding-right: 8px;
    }
    .key {
      display: block;
    }
  }
  @media print {
    :host {
      container-type: normal;
      overflow: visible;
    }
    .compare,
    section {
      display: block;
      height: auto;
    }
    section {
      break-inside: avoid;
    }
    h3 {
      white-space: normal;
    }
  }
`;
