// CSS of <hnn-spread>.
import { css } from "lit";

export const spreadStyles = css`
  :host {
    display: block;
    min-height: 0;
    overflow-y: auto;
    container-type: inline-size;
  }
  .spread {
    display: grid;
    align-content: start;
    gap: 4px;
  }
  .ask {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 16px;
    min-height: 38px;
    padding: 0 18px 0 34px;
  }
  hnn-batch-bar {
    flex: 1;
    max-width: calc(30 * var(--rem));
  }
  p {
    margin: 0;
  }
  .reason {
    flex: 1 1 calc(20 * var(--rem));
    max-width: calc(62 * var(--rem));
    line-height: 1.3;
    color: var(--soft);
    text-wrap: pretty;
  }
  .counts {
    display: flex;
    align-items: center;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .counts legend {
    float: left;
    padding: 0;
    margin-right: 8px;
    color: var(--faint);
  }
  .counts label {
    position: relative;
    cursor: pointer;
  }
  .counts input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
  }
  .counts span {
    display: grid;
    place-items: center;
    min-width: 40px;
    min-height: 36px;
    border: 1px solid var(--control);
  }
  .counts label + label span {
    border-left: 0;
  }
  .counts input:checked + span {
    color: var(--paper);
    background: var(--ink);
    border-color: var(--ink);
  }
  .counts input:focus-visible + span {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }
  .begin {
    border-color: var(--control);
  }
  .words {
    display: flex;
    align-items: baseline;
    gap: 10px;
    padding: 0 18px 0 34px;
    line-height: 1.3;
  }
  .words .key {
    width: 44px;
    height: 14px;
  }
  @media (pointer: coarse) {
    .counts span {
      min-width: 44px;
      min-height: 44px;
    }
  }
  @container (max-width: 620px) {
    .ask,
    .words {
      padding: 0 16px;
    }
  }
  @media print {
    :host {
      container-type: normal;
      overflow: visible;
    }
  }
`;
