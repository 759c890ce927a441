import type { Credential } from "../access/principal.ts";

/** For `via` on addresses for programs: whatever people and programs can show there. A feature that recognises another one adds it. */
export const anyCredential: readonly Credential[] = ["session", "proxy", "apiKey", "accessToken"];
