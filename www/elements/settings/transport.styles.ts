// CSS of <hnn-transport>.
import { css } from "lit";

export const transportStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: 4px 16px;
    min-width: 0;
    font-variant-numeric: tabular-nums;
  }
  .group {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .main {
    width: 5.9em;
    font-weight: 600;
    color: var(--paper);
    background: var(--ink);
  }
  :host([few]) :is(.more, .frame, .speed) {
    display: none;
  }
  .main:hover:not(:disabled) {
    background: var(--soft);
  }
  .counter {
    display: grid;
    gap: 3px;
    flex: 0 1 calc(13 * var(--rem));
    min-width: calc(10.5 * var(--rem));
    line-height: 1.1;
    white-space: nowrap;
  }
  .counter span {
    color: var(--faint);
  }
  .counter > div {
    display: flex;
    justify-content: space-between;
    gap: 0.6em;
  }
  .motion {
    flex: 0 1 calc(22 * var(--rem));
    min-width: 0;
  }
  .motion input {
    flex: 1 1 40px;
    min-width: 40px;
    margin: 0 6px;
  }
  .frame {
    min-width: 28px;
  }
  .time {
    min-width: 4.7em;
    color: var(--faint);
    white-space: nowrap;
  }
  /* A select that looks like text: the native control lies over it, transparent. */
  .pick {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 3px;
    flex: none;
    color: var(--faint);
    white-space: nowrap;
  }
  .pick:hover {
    color: var(--ink);
  }
  .pick svg {
    width: 9px;
    height: 9px;
    stroke-width: 3;
  }
  .pick select {
    position: absolute;
    inset: -10px -6px;
    width: calc(100% + 12px);
    opacity: 0;
    cursor: pointer;
  }
  .pick:has(select:focus-visible) {
    outline: 2px solid var(--ink);
    outline-offset: 3px;
    border-radius: 3px;
  }
  .speed {
    justify-content: end;
    min-width: 3.1em;
  }
  @media (pointer: coarse) {
    .frame {
      min-width: 44px;
    }
    .pick select {
      inset: -15px -8px;
      width: calc(100% + 16px);
      min-height: 44px;
    }
  }
  :host([compact]) {
    flex-wrap: wrap;
    gap: 4px 10px;
  }
  :host([compact]) .main {
    width: 52px;
  }
  :host([compact]) .counter {
    flex: 1 1 calc(8 * var(--rem));
    min-width: calc(7 * var(--rem));
  }
  :host([compact]) .counter > div {
    flex-wrap: wrap;
  }
  :host([compact]) .main span,
  :host([compact]) .counter .of {
    display: none;
  }
  @media (hover: none) {
    :host([compact]) .main {
      flex-direction: column;
      gap: 2px;
    }
    :host([compact]) .main span {
      display: block;
      font: 600 calc(0.69 * var(--rem))/1 var(--sans);
    }
  }
  :host([compact]) .motion {
    flex: 1 0 100%;
  }
  :host([compact]) .time {
    min-width: 4.2em;
  }
  :host([compact]) .speed {
    min-width: 44px;
  }
  /* Print only the training progress. */
  @media print {
    :host,
    :host([compact]) {
      display: block;
    }
    .group,
    progress,
    .pick :is(svg, select) {
      display: none;
    }
    .counter,
    .counter > div {
      justify-content: start;
    }
  }
`;
