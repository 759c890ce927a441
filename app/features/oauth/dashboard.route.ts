import { z } from "zod";

import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";

const cameInAnswer = z.object({ user: z.record(z.string(), z.unknown()), provider: z.string() });

/** Who came in through a provider, and what it said of them (OL-16, OL-17): a sample of `method`, to be replaced by your own. */
export const loader = describe(
  { GET: { summary: "Who you are at the place where you signed in", gives: { 200: cameInAnswer } } },
  guard({ method: "oauth" }, ({ identity }) => {
    const { connection: provider, profile: user } = identity;
    return Response.json({ user, provider });
  }),
);
