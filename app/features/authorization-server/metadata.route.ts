import { guard } from "#app/guards/guard.server.ts";
import { askProvider } from "./ask-provider.server.ts";

/** What there is here, and where, for programs (RFC 8414, OpenID Connect Discovery); and the keys to check our tokens by (RFC 7517, AS-11, JW20). */
export const loader = guard({ open: "applications find their way by it", limit: "600 per minute" }, (args) =>
  askProvider(args),
);
