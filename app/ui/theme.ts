/** A remembered choice of colours; none remembered means: as the system says. */
export type Theme = "light" | "dark";

/** Reads a theme out of a cookie or a form field: null for "system", for nothing and for anything unknown. */
export const themeOf = (value: unknown): Theme | null => (value === "light" || value === "dark" ? value : null);
