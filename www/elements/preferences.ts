// What a visitor or host chooses about appearance.

export const THEMES = ["auto", "light", "dark"] as const;
export const MOTIONS = ["auto", "reduced"] as const;

/** `auto` follows the system's preference. */
export type Theme = (typeof THEMES)[number];
export type Motion = (typeof MOTIONS)[number];
