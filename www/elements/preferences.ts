// Appearance settings of the visitor or the host page.

export const THEMES = ["auto", "light", "dark"] as const;
export const MOTIONS = ["auto", "reduced"] as const;

/** `auto` follows the system setting. */
export type Theme = (typeof THEMES)[number];
export type Motion = (typeof MOTIONS)[number];
