import { guard } from "#app/guards/guard.server.ts";
import { askProvider } from "./ask-provider.server.ts";
import { textOf } from "./form-text.ts";

/** Tells a client about its own tokens (RFC 7662). */
export const action = guard(
  {
    open: "applications show who they are with what they post",
    crossSite: "programs post here, and nothing that a browser adds by itself counts",
    limit: "600 per minute",
  },
  (args) => askProvider(args, textOf(args.form)),
);
