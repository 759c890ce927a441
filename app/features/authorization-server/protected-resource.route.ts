import { guard } from "#app/guards/guard.server.ts";
import { issuer } from "./configuration.server.ts";
import { proofAlgorithms } from "./dpop-proof.server.ts";
import { isServing } from "./provider.server.ts";
import { ownApi } from "./resources.server.ts";
import { allScopes } from "./scopes.ts";

/** Tells programs that were refused at our API where its tokens come from (RFC 9728). */
export const loader = guard({ open: "applications find their way by it", limit: "600 per minute" }, () =>
  isServing
    ? Response.json({
        resource: ownApi,
        authorization_servers: [issuer],
        scopes_supported: allScopes,
        bearer_methods_supported: ["header"],
        dpop_signing_alg_values_supported: proofAlgorithms,
      })
    : new Response(null, { status: 404 }),
);
