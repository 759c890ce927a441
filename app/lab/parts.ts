import { startOpenIdPart } from "./openid/part.ts";
import type { StartLabPart } from "./part.ts";

/** The parts that the lab has. */
export const parts: readonly StartLabPart[] = [startOpenIdPart];
