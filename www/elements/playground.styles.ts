// CSS of <hnn-playground>: settings beside the planes in a wide container, a single column in a narrow one.
import { css } from "lit";

/** Resets styles inherited from the host page, except visibility and pointer-events. */
export const insulation = css`
  :host {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    direction: ltr;
    unicode-bidi: isolate;
    --body-display: block;
    --caption-display: block;
  }
`;

export const playgroundStyles = css`
  :host {
    /* The only length that depends on the window. It is bounded in a frame, which may resize to fit its content. */
    --height: var(--hnn-height, 100dvh);
    display: block;
    height: var(--height);
    min-height: 600px;
    /* The visitor's text size, independent of the page's root element. --rem is this size in pixels. */
    --rem: 1rem;
    font: 400 medium/1.4 var(--sans);
    color: var(--ink);
    background: var(--paper);
    -webkit-tap-highlight-color: transparent;
  }
  :host([framed]) {
    --height: var(--hnn-height, min(100dvh, 800px));
  }
  :host([narrow]) {
    height: auto;
    min-height: 0;
  }
  :host([hidden]) {
    display: none;
  }
  /* The messages overlay the rest. */
  .box {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    height: 100%;
    min-height: inherit;
    font-size: calc(0.9375 * var(--rem));
  }
  :host([scrolls]) .box {
    overflow-y: auto;
  }
  .instrument,
  hnn-messages {
    grid-area: 1 / 1;
  }
  hnn-messages {
    position: sticky;
    z-index: 5;
    bottom: 16px;
    align-self: end;
    justify-self: end;
    margin: 16px;
  }
  :host([narrow]) hnn-messages {
    top: 8px;
    bottom: auto;
    align-self: start;
    justify-self: stretch;
    margin: 64px 8px 8px;
  }
  .sheet {
    display: contents;
  }
  .instrument {
    position: relative;
    container: instrument / size;
    display: grid;
    grid-template: "title transport tools" 48px "panel main main" minmax(0, 1fr) "guide main main" auto / 276px minmax(0, 1fr) auto;
    min-height: inherit;
    contain-intrinsic-width: 1100px;
  }
  header,
  hnn-transport,
  .tools {
    display: flex;
    align-items: center;
    border-bottom: 1px solid var(--line);
  }
  header {
    grid-area: title;
    padding-left: 18px;
  }
  h1 {
    margin: 0;
    font: 400 calc(1.4 * var(--rem))/1.1 var(--serif);
    letter-spacing: -0.005em;
    white-space: nowrap;
  }
  hnn-transport {
    grid-area: transport;
    padding-left: 22px;
  }
  .tools {
    grid-area: tools;
    gap: 2px;
    padding-right: 12px;
  }
  /* Room for its button until it has loaded. */
  hnn-more {
    min-width: 36px;
  }
  @media (pointer: coarse) {
    hnn-more {
      min-width: 44px;
    }
  }
  .panel-toggle,
  .panel-head {
    display: none;
  }
  aside {
    position: relative;
    grid-area: panel;
    min-height: 0;
    padding: 12px 14px 20px 18px;
    overflow-y: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
    border-right: 1px solid var(--line);
  }
  .stage {
    grid-area: main;
    display: grid;
    grid-template: auto auto minmax(220px, 1fr) clamp(204px, 42cqh - 124px, 350px) / minmax(0, 1fr) auto;
    min-width: 0;
    min-height: 0;
    padding: 9px 14px 8px 10px;
    overflow: hidden auto;
  }
  .sentence,
  .planes,
  hnn-tabs {
    grid-column: 1 / -1;
  }
  .stage:has(hnn-tabs[tall]) {
    grid-template-rows: auto auto minmax(220px, 1fr) clamp(290px, 42cqh - 60px, 420px);
  }
  .sentence,
  .context {
    padding: 0 10px 0 34px;
  }
  .context {
    align-self: center;
    margin: 0 0 6px;
    font-size: calc(0.88 * var(--rem));
    line-height: 1.25;
    text-wrap: pretty;
  }
  .verdict {
    margin: 0;
    font: 400 calc(1.36 * var(--rem))/1.25 var(--serif);
    text-wrap: pretty;
  }
  .verdict b {
    font-weight: 400;
  }
  .remark {
    display: inline;
    color: var(--faint);
  }
  hnn-layers {
    margin: 0 4px 6px 0;
  }
  slot[name="guide"] {
    display: block;
    grid-area: guide;
    min-width: 0;
    border-right: 1px solid var(--line);
  }
  .retry {
    margin-top: 6px;
    border-color: var(--control);
  }
  .planes {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    gap: 10px;
    min-height: 0;
    --body-height: clamp(64px, 12.5cqh, 130px);
  }
  .planes.overlaid {
    --body-height: clamp(52px, 9cqh, 130px);
  }
  hnn-tabs {
    margin-top: 6px;
  }

  /* Narrow: one scrolling column, swipeable planes, the transport at the bottom, the settings in a sheet. */
  :host([narrow]) .instrument {
    container: instrument / inline-size;
    display: flex;
    flex-direction: column;
    contain-intrinsic-width: 390px;
  }
  :host([narrow]) header {
    min-height: 56px;
    padding-left: 16px;
    border: 0;
  }
  :host([narrow]) h1 {
    font-size: calc(1.2 * var(--rem));
  }
  :host([narrow]) .tools {
    position: absolute;
    top: 6px;
    right: 0;
    padding-right: 4px;
    border: 0;
  }
  :host([narrow]) hnn-transport {
    position: sticky;
    z-index: 3;
    bottom: 0;
    order: 1;
    padding: 4px 8px calc(4px + env(safe-area-inset-bottom));
    background: var(--paper);
    border-top: 1px solid var(--line);
    border-bottom: 0;
  }
  :host([narrow]) .stage {
    display: flex;
    flex: 1;
    flex-direction: column;
    padding: 0 0 16px;
    overflow: visible;
  }
  :host([narrow]) .context {
    display: contents;
  }
  :host([narrow]) .sentence,
  :host([narrow]) .remark,
  :host([narrow]) slot[name="more"] {
    padding: 0 16px;
  }
  :host([narrow]) slot[name="more"] {
    display: block;
    order: 1;
  }
  :host([narrow]) .remark {
    display: block;
    order: 3;
    margin: 14px 0 0;
    font-size: calc(0.88 * var(--rem));
    line-height: 1.25;
  }
  /* Layer controls go below the planes, within reach of the thumb. */
  :host([narrow]) .sentence {
    order: -2;
  }
  :host([narrow]) .planes {
    order: -1;
  }
  :host([narrow]) hnn-layers {
    order: 1;
    flex-wrap: wrap;
    justify-content: flex-start;
    margin: 4px 0 0;
    padding: 0 12px;
  }
  :host([narrow]) .planes:not(.overlaid) {
    grid-auto-columns: minmax(240px, 1fr);
  }
  :host([narrow]) .planes {
    gap: 0;
    height: clamp(390px, min(0.52 * var(--height), 33cqw + 190px), 620px);
    margin-top: 8px;
    overflow-x: auto;
    scroll-snap-type: x proximity;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
    --body-height: 96px;
  }
  :host([narrow]) .planes > * {
    scroll-snap-align: center;
  }
  :host([narrow]) hnn-tabs {
    order: 2;
    flex: 1 0 auto;
    min-height: 190px;
    margin-top: 4px;
  }
  :host([narrow]) .panel-toggle {
    display: inline-flex;
  }
  /* Without a fixed height, the transport sticks to the bottom of the window while the element extends below it. */
  :host([narrow]) .sheet {
    display: block;
    position: sticky;
    z-index: 4;
    bottom: 0;
    order: 3;
    height: 0;
  }
  :host([narrow]) aside {
    position: absolute;
    inset: auto 0 0;
    max-height: max(50dvh, min(calc(20 * var(--rem)), 100dvh));
    padding: 0 16px calc(20px + env(safe-area-inset-bottom));
    background: var(--paper);
    border: 0;
    border-top: 1px solid var(--control);
    box-shadow: 0 -8px 30px rgb(0 0 0 / 0.18);
    visibility: hidden;
    clip-path: inset(100% 0 0);
    transition:
      clip-path 0.18s ease-out,
      visibility 0s 0.18s;
  }
  :host([narrow]) aside.open {
    visibility: inherit;
    clip-path: inset(-40px 0 0);
    transition: clip-path 0.18s ease-out;
  }
  :host([narrow]) .panel-head {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 48px;
    background: var(--paper);
  }
  :host([narrow]) slot[name="guide"] {
    position: sticky;
    z-index: 4;
    bottom: 0;
    order: 2;
    border: 0;
  }
  .panel-head h2 {
    margin: 0;
    font: 400 calc(1.2 * var(--rem))/1 var(--serif);
  }

  /* In a window this low (400 % zoom), sticky bars would leave no room to scroll. */
  @media (max-height: 320px) {
    :host([narrow]) hnn-transport {
      position: static;
    }
  }
  /* Below this width, the title and the tools don't fit side by side. */
  @container instrument (max-width: 26em) {
    :host([narrow]) header {
      min-height: 40px;
    }
    :host([narrow]) .tools {
      position: static;
      flex-wrap: wrap;
      justify-content: space-between;
      padding: 0 8px;
    }
  }

  @container instrument (max-width: 700px) {
    :host([narrow]) .verdict {
      min-height: 3.75em;
      font-size: calc(1.24 * var(--rem));
    }
    :host([narrow]) .planes:not(.overlaid) {
      grid-auto-columns: 84cqw;
    }
    :host([narrow]) .planes {
      height: clamp(380px, 0.58 * var(--height), 560px);
      margin-top: 0;
    }
    /* The tour's sheet must not cover the planes. */
    :host([narrow][guided]) .planes {
      height: clamp(260px, 0.54 * var(--height) - 140px, 420px);
      --body-height: 40px;
    }
  }
  :host([narrow][still]) aside,
  :host([narrow][still]) aside.open {
    transition: none;
  }
`;
