// CSS of <hnn-playground>: the instrument on a wide container, the column of a phone on a narrow one.
import { css } from "lit";

export const playgroundStyles = css`
  :host {
    display: block;
    container: playground / inline-size;
    font: 400 15px/1.4 var(--sans);
    color: var(--ink);
    background: var(--paper);
    -webkit-tap-highlight-color: transparent;
  }
  .instrument {
    position: relative;
    display: grid;
    grid-template: "bar bar" auto "panel main" minmax(0, 1fr) / 276px minmax(0, 1fr);
    height: var(--hnn-height, 100dvh);
    min-height: 600px;
  }
  .bar {
    grid-area: bar;
    display: flex;
    align-items: center;
    gap: 4px 22px;
    padding: 5px 12px 5px 18px;
    border-bottom: 1px solid var(--line);
  }
  h1 {
    margin: 0;
    font: 400 1.4rem/1.1 var(--serif);
    letter-spacing: -0.005em;
    white-space: nowrap;
    width: 258px;
  }
  hnn-transport {
    flex: 1;
  }
  .tools {
    display: flex;
    gap: 2px;
  }
  .panel-toggle,
  .panel-head {
    display: none;
  }
  aside {
    grid-area: panel;
    min-height: 0;
    padding: 12px 14px 20px 18px;
    overflow-y: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
    border-right: 1px solid var(--line);
  }
  main {
    grid-area: main;
    display: grid;
    grid-template-rows: auto minmax(220px, 1fr) clamp(120px, 22vh, 230px);
    gap: 6px;
    min-width: 0;
    min-height: 0;
    padding: 10px 14px 8px 10px;
  }
  .sentence {
    padding: 0 10px 0 34px;
  }
  .verdict {
    margin: 0;
    font: 400 1.36rem/1.25 var(--serif);
    text-wrap: pretty;
  }
  .verdict b {
    font-weight: 400;
  }
  .remark {
    margin: 2px 0 0;
    font-size: 0.88rem;
    line-height: 1.25;
    color: var(--faint);
  }
  .retry {
    margin-top: 6px;
    border-color: var(--control);
  }
  .planes {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 10px;
    min-height: 0;
    --body-height: clamp(64px, 12.5vh, 130px);
  }
  .planes:focus {
    outline: none;
  }
  .strips {
    display: grid;
    grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr);
    gap: 10px;
    min-height: 0;
  }
  .strips section {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-height: 0;
  }
  .strips h2 {
    display: flex;
    align-items: center;
    gap: 0.5em;
    margin: 0;
    padding-left: 34px;
    font: 400 1.02rem/1.3 var(--serif);
    white-space: nowrap;
  }
  .strips h2 span {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    font: 400 0.84rem/1.3 var(--sans);
    color: var(--faint);
  }
  .strips .key {
    width: 34px;
    height: 13px;
    stroke-width: 2;
    stroke-linecap: butt;
  }
  .strips .key .mark {
    display: none;
  }

  @container playground (max-width: 1240px) {
    h1 {
      width: auto;
    }
  }

  @container playground (max-width: 1060px) {
    .instrument {
      display: block;
      height: auto;
      min-height: 0;
      padding-bottom: 124px;
    }
    .bar {
      padding: 8px 8px 4px 16px;
      border: 0;
      justify-content: space-between;
    }
    hnn-transport {
      position: fixed;
      z-index: 3;
      inset: auto 0 0;
      padding: 6px 12px calc(6px + env(safe-area-inset-bottom));
      background: var(--paper);
      border-top: 1px solid var(--line);
    }
    main {
      display: block;
      padding: 0;
    }
    .sentence {
      padding: 0 16px 8px;
    }
    .verdict {
      font-size: 1.24rem;
      min-height: 3.75em;
    }
    .planes {
      grid-template-columns: repeat(3, min(84cqw, 420px));
      gap: 0;
      height: clamp(390px, 62vh, 560px);
      overflow-x: auto;
      scroll-snap-type: x proximity;
      overscroll-behavior-x: contain;
      scrollbar-width: none;
      --body-height: 96px;
    }
    .planes > * {
      scroll-snap-align: center;
    }
    .strips {
      grid-template-columns: minmax(0, 1fr);
      gap: 14px;
      padding: 14px 8px 0 0;
    }
    .strips section {
      grid-template-rows: auto 160px;
    }
    .panel-toggle {
      display: inline-flex;
    }
    aside {
      position: fixed;
      z-index: 4;
      inset: auto 0 0;
      max-height: 56dvh;
      padding: 0 16px calc(20px + env(safe-area-inset-bottom));
      background: var(--paper);
      border: 0;
      border-top: 1px solid var(--control);
      box-shadow: 0 -8px 30px rgb(0 0 0 / 0.18);
      visibility: hidden;
      transform: translateY(100%);
      transition: transform 0.18s ease-out, visibility 0s 0.18s;
    }
    aside.open {
      visibility: visible;
      transform: none;
      transition: transform 0.18s ease-out;
    }
    .panel-head {
      position: sticky;
      z-index: 1;
      top: 0;
      display: flex;
      align-items: center;
      justify-content: space-between;
      min-height: 48px;
      background: var(--paper);
    }
    .panel-head h2 {
      margin: 0;
      font: 400 1.2rem/1 var(--serif);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    aside {
      transition: none !important;
    }
  }
`;
