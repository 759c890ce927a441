import { z } from "zod";

import { env } from "#app/env.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";
import { invalidCredential } from "#app/guards/refusal.ts";
import { staticApiKeys } from "./static-keys.server.ts";

const webhookKeys = staticApiKeys({ keys: env.features.apiKeys.webhookKeys });

/**
 * An example of an address that another program calls with a fixed key out of `WEBHOOK_KEYS` (AK-19). Some senders sign what they send instead, as Stripe
 * does: check that signature then, and not a key.
 */
export const action = describe(
  {
    POST: {
      summary: "An example of a webhook, which takes a key of its own in X-API-Key",
      gives: { 200: z.object({ received: z.literal(true) }) },
      refuses: [401],
    },
  },
  guard({ open: "shows a key of its own", limit: "600 per minute" }, async ({ request, refuse }) => {
    if (!(await webhookKeys.accepts(request)))
      throw await refuse(invalidCredential({ kind: null, header: "x-api-key" }));
    return Response.json({ received: true });
  }),
);
