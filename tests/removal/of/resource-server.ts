import type { Drill } from "../drill.ts";

export const drill: Drill = {
  kinds: [],
  words: "resource-server|resourceServer|externalToken|TRUSTED_ISSUER|trustedIssuer",
  settings: "TRUSTED_ISSUERS, TRUSTED_ISSUER_ROLES",
};
