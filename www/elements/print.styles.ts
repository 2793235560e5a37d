// Print CSS of <hnn-playground>: light colours, no controls, whole planes. Each child element adds its own rules.
import { css } from "lit";

export const printStyles = css`
  @media print {
    :host,
    :host([fitted]),
    :host([narrow]) {
      height: auto;
      min-height: 0;
      background: none;
    }
    .box,
    .instrument,
    :host([narrow]) .instrument,
    .stage,
    :host([narrow]) .stage,
    :host([narrow]) .fitted .stage {
      display: block;
      container-type: normal;
      height: auto;
      min-height: 0;
      padding: 0;
      overflow: visible;
    }
    .tools,
    .sheet,
    hnn-layers,
    hnn-probe-card,
    hnn-messages,
    slot[name="more"],
    slot[name="guide"],
    :host([narrow]) slot[name="more"],
    :host([narrow]) slot[name="guide"] {
      display: none;
    }
    header,
    :host([narrow]) header {
      min-height: 0;
      padding: 0 0 8px;
      border: 0;
    }
    hnn-transport,
    :host([narrow]) hnn-transport {
      position: static;
      padding: 0;
      border: 0;
      background: none;
    }
    .sentence,
    .context,
    :host([narrow]) .sentence,
    :host([narrow]) .remark {
      padding: 0;
      margin: 0 0 8px;
    }
    .verdict,
    :host([narrow]) .verdict {
      min-height: 0;
    }
    .planes,
    .fitted .planes,
    :host([narrow]) .planes,
    :host([narrow]) .fitted .planes {
      display: grid;
      grid-auto-columns: minmax(0, 1fr);
      gap: 10px;
      height: auto;
      margin: 12px 0;
      overflow: visible;
      break-inside: avoid;
      --body-height: 92px;
    }
  }
`;
