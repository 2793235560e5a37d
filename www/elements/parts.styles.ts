// CSS of <hnn-playground> with parts hidden: embedded at a fixed height, and the lecture view.
import { css } from "lit";

export const partsStyles = css`
  .without-title header,
  .without-title .tools,
  .without-transport hnn-transport,
  .without-panel aside,
  .instrument.without-panel .panel-toggle,
  .without-verdict .sentence:not([role="alert"]),
  .without-verdict .remark,
  .without-layers hnn-layers,
  .without-views hnn-tabs {
    display: none;
  }
  .without-bodies .planes {
    --body-display: none;
  }
  .without-captions .planes {
    --caption-display: none;
  }

  /* Where settings can't be changed, learners can't be either. */
  .without-panel .planes,
  .lecture .planes {
    --edit-display: none;
  }

  /* Without the panel, the planes take its column. */
  .without-panel {
    grid-template: "title transport tools" auto "main main main" minmax(0, 1fr) / auto minmax(0, 1fr) auto;
  }
  .without-panel header,
  .without-panel hnn-transport,
  .without-panel .tools {
    min-height: 48px;
  }
  .without-panel.without-title hnn-transport {
    padding-left: 10px;
  }

  /* Without panel and tabs nothing scrolls: the rest fits into the available height. */
  :host([fitted]) {
    height: var(--height);
    min-height: 0;
  }
  :host([narrow]) .instrument.fitted {
    container-type: size;
  }
  .fitted .stage,
  :host([narrow]) .fitted .stage {
    container: stage / size;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
    padding: 6px 8px 4px;
    overflow: hidden;
  }
  .fitted .planes,
  :host([narrow]) .fitted .planes {
    flex: 1;
    grid-auto-columns: minmax(0, 1fr);
    height: auto;
    min-height: 0;
    margin: 4px 0 0;
    --body-height: clamp(44px, 16cqh, 150px);
  }
  :host([narrow]) .fitted header,
  :host([narrow]) .fitted .tools {
    min-height: 44px;
  }
  :host([narrow]) .fitted .tools {
    top: 0;
  }
  :host([narrow]) .fitted .sentence,
  :host([narrow]) .fitted .remark {
    padding: 0 8px;
  }
  :host([narrow]) .fitted .remark {
    order: 0;
    margin: 2px 0 0;
  }
  :host([narrow]) .fitted .verdict {
    min-height: 0;
    font-size: calc(1.12 * var(--rem));
  }
  @container stage (max-height: 480px) {
    .fitted .planes {
      --caption-display: none;
    }
    .fitted hnn-layers {
      display: none;
    }
    :host([narrow]) .fitted .remark {
      display: none;
    }
  }
  @container stage (max-width: 540px) {
    .fitted hnn-layers {
      display: none;
    }
    .fitted .planes:not(.overlaid),
    :host([narrow]) .fitted .planes:not(.overlaid) {
      grid-auto-columns: 84cqw;
    }
  }

  /* Lecture view: --type scales everything; few controls remain. */
  .lecture header {
    position: absolute;
    width: 1px;
    height: 1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    border: 0;
  }
  .lecture hnn-transport,
  .lecture .tools,
  .lecture .sentence,
  .lecture .context {
    zoom: var(--type, 1);
  }
  .tools button[aria-pressed="true"] {
    background: color-mix(in srgb, var(--ink) 12%, transparent);
  }
  .lecture .verdict {
    font-size: calc(1.36 * var(--rem));
  }
  .lecture .remark {
    align-self: start;
    margin: 0;
  }
  .lecture .planes {
    margin-top: 10px;
  }
`;
