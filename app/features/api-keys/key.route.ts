import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { describe } from "#app/guards/operations.ts";
import { originOf } from "#app/guards/request-context.ts";
import { revokeKey } from "./revoke-key.server.ts";

/** Revokes one of the caller's keys; somebody else's is not there (AK11). */
export const action = describe(
  { DELETE: { summary: "Revoke a key", gives: { 204: null } } },
  guard({ signedIn: true, fresh: minutes(10), limit: "60 per minute" }, async (args) => {
    const { principal, params, context, refuse } = args;
    const isRevoked = await revokeKey(principal.userId, params.id ?? "", originOf(context));
    if (!isRevoked) throw await refuse(notFound);
    return new Response(null, { status: 204 });
  }),
);
