import type { Drill } from "../drill.ts";

export const drill: Drill = {
  method: "proxy",
  kinds: ["proxy"],
  words: "trusted-proxy|trustedProxy|PROXY_AUTH|vouching|vouchedSubject|proxyScheme|proxy-auth",
  settings: "PROXY_*",
};
