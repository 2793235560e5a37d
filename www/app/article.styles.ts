// CSS of <hnn-article>: one column of text, with the current run's numbers in the margin.
import { css } from "lit";

export const articleStyles = css`
  :host([hidden]) {
    display: none;
  }
  :host {
    display: block;
    font: 400 1.14rem/1.58 var(--serif);
    color: var(--ink);
    background: var(--paper);
    border-top: 1px solid var(--line);
  }
  article {
    display: grid;
    grid-template-columns: minmax(0, 35rem) 14rem;
    column-gap: 3rem;
    justify-content: center;
    padding: 4rem 24px 5rem;
  }
  article > * {
    grid-column: 1;
  }
  h2 {
    margin: 0 0 0.4em;
    font: 400 2.1rem/1.15 var(--serif);
    letter-spacing: -0.01em;
  }
  h2:focus {
    outline: none;
  }
  h3 {
    margin: 1.7em 0 0.35em;
    font: 400 1.36rem/1.2 var(--serif);
  }
  p {
    margin: 0 0 0.8em;
    text-wrap: pretty;
    hyphens: auto;
  }
  .lede {
    font-size: 1.24rem;
    line-height: 1.5;
    color: var(--soft);
  }
  math {
    font-family: "STIX Two Math", math, var(--serif);
  }
  math[display="block"] {
    margin: 1em 0 1.1em;
    font-size: 1.08em;
  }
  mtext {
    font-family: var(--serif);
  }
  .term {
    display: inline;
    min-width: 0;
    min-height: 0;
    padding: 0.1em 0;
    font: inherit;
    text-align: inherit;
    text-decoration: underline;
    text-decoration-style: dotted;
    text-decoration-thickness: 1.5px;
    text-underline-offset: 0.2em;
    border: 0;
    border-radius: 2px;
  }
  .term:hover:not(:disabled),
  .term[aria-pressed="true"] {
    text-decoration-style: solid;
  }
  /* In the margin, level with the preceding paragraph. */
  .note {
    grid-column: 2;
    align-self: start;
    height: 0;
    font: 400 0.92rem/1.45 var(--sans);
    color: var(--soft);
    font-variant-numeric: tabular-nums;
  }
  .note div {
    padding-left: 0.9rem;
    border-left: 2px solid var(--line);
  }
  .note p {
    margin: 0;
  }
  .note b {
    font-weight: 600;
  }
  .references {
    margin: 0;
    padding-left: 1.3em;
    font-size: 1rem;
    line-height: 1.5;
  }
  .references li {
    margin-bottom: 0.3em;
  }
  a {
    color: inherit;
    text-underline-offset: 2px;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    margin-top: 2.2rem;
    padding-top: 0.8rem;
    font: 400 15px/1.4 var(--sans);
    border-top: 1px solid var(--line);
  }
  .foot button {
    padding: 0;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .way {
    position: fixed;
    z-index: 6;
    bottom: 14px;
    left: 50%;
    display: flex;
    align-items: center;
    gap: 14px;
    width: max-content;
    max-width: calc(100vw - 24px);
    padding: 4px 6px 4px 16px;
    font: 400 15px/1.35 var(--sans);
    background: var(--plate);
    border: 1px solid var(--control);
    border-radius: 4px;
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.2);
    transform: translateX(-50%);
  }
  .way p {
    margin: 0;
  }
  .way button {
    flex: none;
    font-weight: 600;
  }
  @media (max-width: 1000px) {
    article {
      grid-template-columns: minmax(0, 35rem);
      padding: 2.4rem 20px 3rem;
    }
    .note {
      grid-column: 1;
      height: auto;
      margin: 0.2rem 0 1.1rem;
    }
    .way {
      bottom: calc(112px + env(safe-area-inset-bottom));
    }
  }
  @media (max-width: 1000px) and (pointer: coarse) {
    :host {
      font-size: 1.1rem;
    }
  }
  @media print {
    :host {
      background: none;
      border: 0;
    }
    article {
      padding: 2rem 0 0;
    }
    .way,
    .foot {
      display: none;
    }
    .note {
      break-inside: avoid;
    }
    h2,
    h3 {
      break-after: avoid;
    }
  }
`;
