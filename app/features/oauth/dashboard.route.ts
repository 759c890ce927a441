import { guard } from "#app/guards/guard.server.ts";

/** Who came in through a provider, and what it said of them (OL-16, OL-17): a sample of `method`, to be replaced by your own. */
export const loader = guard({ method: "oauth" }, ({ identity }) => {
  const { connection: provider, profile: user } = identity;
  return Response.json({ user, provider });
});
