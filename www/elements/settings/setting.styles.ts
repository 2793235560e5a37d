// CSS of <hnn-setting>.
import { css } from "lit";

export const settingStyles = css`
  :host {
    position: relative;
    display: block;
    padding: 3px 0 2px;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 2px;
    min-height: 28px;
  }
  .label {
    flex: 1;
    min-width: 0;
    line-height: 1.15;
  }
  .effect {
    display: inline-flex;
    margin-right: 5px;
    color: var(--faint);
  }
  .effect svg {
    width: 12px;
    height: 12px;
  }
  .small {
    min-width: 24px;
    min-height: 24px;
    padding: 0;
    color: var(--faint);
  }
  .small svg {
    width: 15px;
    height: 15px;
  }
  .entry {
    width: 4.6em;
  }
  .label small {
    font-size: 0.86em;
    color: var(--faint);
  }
  .radios {
    display: flex;
    flex-wrap: wrap;
    gap: 1px;
    margin: 2px 0 6px;
    border: 1px solid var(--control);
    border-radius: 4px;
    overflow: hidden;
  }
  .radios label {
    flex: auto;
    position: relative;
    cursor: pointer;
    /* Together they fill the gaps between the options. */
    box-shadow: 0 0 0 1px var(--control);
  }
  .radios input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .radios span {
    display: grid;
    place-items: center;
    min-height: 30px;
    padding: 2px 5px;
    font-size: 0.94em;
    line-height: 1.1;
    white-space: nowrap;
  }
  .radios input:checked + span {
    color: var(--paper);
    background: var(--ink);
  }
  .radios input:focus-visible + span {
    outline: 2px solid var(--ink);
    outline-offset: -4px;
  }
  .radios input:checked:focus-visible + span {
    outline-color: var(--paper);
  }
  .boxes {
    margin: 2px 0 6px;
  }
  .boxes label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 26px;
    cursor: pointer;
  }
  .boxes input {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--ink);
  }
  @media (pointer: coarse) {
    .boxes label {
      min-height: 44px;
    }
  }
  .components {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 4px 12px;
    margin: 2px 0 6px;
  }
  .components label {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .components i {
    font-family: var(--serif);
    font-size: 1.1em;
  }
  .components .entry {
    flex: 1;
    min-width: 0;
  }
  .help {
    margin: 0 0 6px;
    padding-left: 8px;
    font-size: 0.92em;
    line-height: 1.35;
    color: var(--soft);
    border-left: 2px solid var(--line);
  }
  @media (pointer: coarse) {
    .small {
      min-width: 44px;
      min-height: 44px;
    }
    .radios span {
      min-height: 44px;
    }
  }
`;
