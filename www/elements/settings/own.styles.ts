// CSS of <hnn-own>.
import { css } from "lit";

export const ownStyles = css`
  :host {
    display: block;
    margin: 4px 0 8px;
  }
  .title {
    display: block;
    margin: 8px 0 3px;
    line-height: 1.15;
  }
  textarea {
    display: block;
    width: 100%;
    min-height: 3.4em;
    padding: 5px 7px;
    font: 0.96em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    color: var(--ink);
    background: var(--plate);
    border: 1px solid var(--control);
    border-radius: 4px;
    resize: vertical;
    field-sizing: content;
    box-sizing: border-box;
  }
  textarea[aria-invalid="true"] {
    border-color: var(--ink);
    border-style: dashed;
  }
  .math {
    padding: 7px 2px;
    overflow-x: auto;
    font-size: 1.12em;
  }
  .typed {
    margin: 5px 0 0;
    font: 0.94em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  mark {
    color: var(--paper);
    background: var(--ink);
    border-radius: 2px;
  }
  .problem {
    margin: 2px 0 6px;
    line-height: 1.35;
  }
  .still,
  .summary,
  .others {
    margin: 2px 0 6px;
    font-size: 0.92em;
    line-height: 1.35;
    color: var(--soft);
    overflow-wrap: anywhere;
  }
  .others button {
    min-height: 26px;
    margin: 2px 0 2px 4px;
    padding: 0 7px;
    font: 0.96em ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    border-color: var(--control);
  }
  .interval {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0 0 4px;
    font-size: 0.92em;
    color: var(--soft);
  }
  .interval i {
    min-width: 1.3em;
    font: italic 1.15em var(--serif);
    color: var(--ink);
  }
  .entry {
    flex: 1;
    min-width: 0;
  }
  @media (pointer: coarse) {
    .others button {
      min-height: 44px;
      font-size: 16px;
    }
    textarea {
      font-size: 16px;
    }
  }
`;
