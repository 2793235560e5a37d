// CSS of <hnn-tour>: a card at the bottom of the settings panel, or a bottom sheet on phones.
import { css } from "lit";

export const tourStyles = css`
  section {
    padding: 6px 14px 12px 18px;
    font: 400 15px/1.38 var(--sans);
    color: var(--ink);
    background: var(--plate);
    border-top: 2px solid var(--ink);
  }
  header,
  footer {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  header button {
    margin-right: -8px;
  }
  .place {
    margin: 0;
    color: var(--faint);
  }
  h2 {
    margin: 0 0 0.25em;
    font: 400 1.25rem/1.2 var(--serif);
  }
  h2:focus {
    outline: none;
  }
  section > p {
    margin: 0 0 0.6em;
    text-wrap: pretty;
  }
  .question {
    margin: 0 0 0.35em;
    font-weight: 600;
  }
  .answers {
    display: grid;
    gap: 5px;
  }
  .answers button {
    justify-content: space-between;
    min-height: 32px;
    padding: 3px 10px;
    text-align: left;
    border-color: var(--control);
  }
  .answers button[aria-pressed="true"] {
    border-color: var(--ink);
    box-shadow: inset 0 0 0 1px var(--ink);
  }
  .mark {
    font-weight: 600;
    white-space: nowrap;
  }
  section > .result {
    margin: 0.6em 0 0;
    font-variant-numeric: tabular-nums;
  }
  footer {
    margin-top: 8px;
  }
  footer button {
    padding: 0 6px;
    margin-left: -6px;
  }
  footer .next {
    margin: 0 -6px 0 0;
    font-weight: 600;
  }
  @media (max-width: 700px) {
    section {
      max-height: 46dvh;
      padding: 2px 16px calc(6px + env(safe-area-inset-bottom));
      overflow-y: auto;
      box-shadow: 0 -8px 30px rgb(0 0 0 / 0.18);
    }
    .answers {
      display: flex;
      flex-wrap: wrap;
    }
  }
  @media (pointer: coarse) {
    .answers button {
      min-height: 44px;
    }
  }
`;
