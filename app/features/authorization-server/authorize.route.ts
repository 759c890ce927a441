import { guard } from "#app/guards/guard.server.ts";
import { askProvider } from "./ask-provider.server.ts";

/** Where applications send people, to be let in or to be allowed something (RFC 6749, section 4.1.1). Who they are says their session here. */
export const loader = guard({ open: "the protocol decides, by who is signed in", limit: "300 per minute" }, (args) =>
  askProvider(args),
);
