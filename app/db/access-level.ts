/** What somebody may do with a field: not see it, see it, or change it. In this order: the last one wins over those before it (FA-06). */
export const accessLevels = ["hidden", "readonly", "writable"] as const;
export type AccessLevel = (typeof accessLevels)[number];
