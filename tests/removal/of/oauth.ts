import type { Drill } from "../drill.ts";

export const drill: Drill = {
  method: "oauth",
  kinds: ["openid", "oauth2"],
  words: "oauth|openid|oidc",
  settings: "OAUTH_*, OIDC_*, OAUTH2_*",
  package: "openid-client",
};
