// CSS of <hnn-export-dialog>: the picture beside the other sections, or above them in a narrow dialog.
import { css } from "lit";

export const takeHomeStyles = css`
  .content {
    display: grid;
    grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
    gap: 22px 32px;
    align-items: start;
    min-width: 0;
  }
  .rest {
    display: grid;
    gap: 18px;
    min-width: 0;
  }
  section {
    display: grid;
    gap: 8px;
    min-width: 0;
  }
  h3 {
    margin: 0;
    padding-bottom: 3px;
    font: 400 calc(1.06 * var(--rem))/1.2 var(--serif);
    border-bottom: 1px solid var(--line);
  }
  p {
    margin: 0;
    font-size: calc(0.92 * var(--rem));
    line-height: 1.35;
    color: var(--soft);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .status:empty {
    display: none;
  }
  .buttons,
  .learner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
  }
  .learner > span {
    flex: 1 1 calc(10 * var(--rem));
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    float: left;
    margin-right: 2px;
    padding: 0;
    line-height: 30px;
    color: var(--faint);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-height: 30px;
  }
  input[type="radio"] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--ink);
  }
  .choose {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .choose button {
    flex: none;
  }
  .key {
    width: 38px;
    height: 13px;
    margin-right: 4px;
    vertical-align: -1px;
  }
  .content button {
    padding: 0 0.8em;
    border-color: var(--control);
  }
  .refused {
    padding: 0.5em 0.8em;
    color: var(--ink);
    background: var(--plate);
    border-left: 3px solid var(--warn);
  }
  @media (pointer: coarse) {
    label,
    legend {
      min-height: 44px;
      line-height: 44px;
    }
  }
  @media (max-width: 820px) {
    .content {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
