import type { Feature } from "./feature.ts";
import { oauth } from "./oauth/feature.ts";

/** The optional parts that this app has. */
export const features: readonly Feature[] = [oauth];
