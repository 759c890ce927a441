import type { Drill } from "../drill.ts";

export const drill: Drill = {
  method: "saml",
  kinds: ["saml"],
  words: "saml",
  settings: "SAML_*",
  package: "samlify",
};
