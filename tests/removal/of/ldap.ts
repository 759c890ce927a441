import type { Drill } from "../drill.ts";

export const drill: Drill = {
  method: "ldap",
  kinds: ["ldap"],
  words: "ldap",
  settings: "LDAP_*",
  package: "ldapts",
};
