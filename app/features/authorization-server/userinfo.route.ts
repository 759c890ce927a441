import { guard } from "#app/guards/guard.server.ts";
import { askProvider } from "./ask-provider.server.ts";
import { textOf } from "./form-text.ts";

/** Says who an application's token is about (OpenID Connect Core, section 5.3). */
export const loader = guard({ open: "the token in the header decides", limit: "600 per minute" }, (args) =>
  askProvider(args),
);

export const action = guard(
  {
    open: "the token in the header decides",
    crossSite: "programs post here, and nothing that a browser adds by itself counts",
    limit: "600 per minute",
  },
  (args) => askProvider(args, textOf(args.form)),
);
