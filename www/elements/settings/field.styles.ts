// CSS of entry fields and lists in the settings panel.
import { css } from "lit";

export const fieldStyles = css`
  .entry {
    height: 26px;
    padding: 0 5px;
    text-align: right;
    font-variant-numeric: tabular-nums;
    color: var(--ink);
    background: var(--plate);
    border: 1px solid var(--line);
    border-radius: 3px;
  }
  .entry:hover {
    border-color: var(--control);
  }
  select {
    width: 100%;
    height: 32px;
    margin: 2px 0 4px;
    padding: 0 6px;
    background: var(--plate);
    border: 1px solid var(--control);
    border-radius: 4px;
  }
  @media (pointer: coarse) {
    .entry,
    select {
      min-height: 44px;
      font-size: 16px;
    }
  }
`;
