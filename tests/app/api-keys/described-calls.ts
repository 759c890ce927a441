import type { DescribedCall } from "../described-call.ts";
import { keyOf } from "./made-keys.ts";

process.env.WEBHOOK_KEYS ??= "the-webhook-of-the-tests-0123456789";

export const describedCalls: readonly DescribedCall[] = [
  { what: "GET /api/keys", as: "alice", give: async (alice) => (await keyOf(alice), { query: "limit=1" }) },
  { what: "POST /api/keys", as: "alice", give: () => ({ body: { name: "CI", scopes: ["project:read"] } }) },
  { what: "POST /api/keys/rotate", as: "alice", give: async (alice) => ({ body: { id: (await keyOf(alice)).id } }) },
  { what: "DELETE /api/keys/{id}", as: "alice", give: async (alice) => ({ id: (await keyOf(alice)).id }) },
  {
    what: "POST /api/webhooks",
    give: () => ({ body: { event: "paid" }, headers: { "X-API-Key": process.env.WEBHOOK_KEYS ?? "" } }),
  },
];
