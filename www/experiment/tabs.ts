// The tabs below the planes. What each shows is in www/elements/tabs/panels.ts; docs/adding.md adds one.

interface TabInfo {
  /** In links. */
  id: string;
  label: string;
  /** The rest of the label, where there is room. */
  more: string;
}

export const TABS = [
  { id: "strips", label: "Over time", more: "" },
  { id: "compare", label: "Compare", more: " as in the paper" },
  { id: "spread", label: "Spread", more: " over seeds" },
  { id: "runs", label: "Pinned", more: " runs" },
] as const satisfies readonly TabInfo[];

export type Tab = (typeof TABS)[number]["id"];
