import type { Drill } from "../drill.ts";

export const drill: Drill = {
  kinds: [],
  words: "authorization-server|authorizationServer|issuedToken|oidc-provider|protocol_records|protocolRecords",
};
