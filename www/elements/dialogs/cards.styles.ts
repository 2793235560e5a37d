// CSS of cards in a dialog: a grid of buttons, each with a portrait, a name and a summary.
import { css } from "lit";

export const cardStyles = css`
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 185px), 1fr));
    gap: 14px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .card {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    justify-content: flex-start;
    gap: 0;
    width: 100%;
    height: 100%;
    padding: 0;
    overflow: hidden;
    text-align: left;
    background: var(--plate);
    border-color: var(--line);
  }
  .card:hover {
    border-color: var(--control);
  }
  .card[aria-pressed="true"] {
    border-color: var(--ink);
    box-shadow: inset 0 0 0 1px var(--ink);
  }
  .portrait {
    border-bottom: 1px solid var(--line);
  }
  b {
    padding: 9px 12px 2px;
    font: 400 calc(1.08 * var(--rem))/1.2 var(--serif);
  }
  .summary {
    padding: 0 12px 12px;
    line-height: 1.35;
    color: var(--soft);
  }
`;
