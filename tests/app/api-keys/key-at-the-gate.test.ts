import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, describe, expect, it } from "vitest";

import { sendTo } from "#tests/support/app.ts";
import { makeKey } from "#app/features/api-keys/key-text.server.ts";
import { beginExchange } from "#app/server/exchange.ts";
import { makeGate } from "#app/server/gate.ts";

const gate = makeGate(() => ({ refusalForNobody: null, isCrossSite: false }));

/** Answers with what whoever comes after the gate can see of a request. */
const server = createServer((req, res) => {
  const context = gate(req, res, beginExchange());
  if (context) res.end(JSON.stringify({ headers: req.headers, context }));
}).listen(0, "127.0.0.1");
afterAll(() => void server.close().closeAllConnections());

type Seen = { headers: IncomingHttpHeaders; context: { shown: object } };
const seenWith = async (headers: Record<string, string>) =>
  (await (await sendTo((server.address() as AddressInfo).port, "/api/auth/me", { headers })).json()) as Seen;

describe("what comes after the gate", () => {
  it.each(["Authorization", "X-API-Key"])(
    "Z-14 AK-12 sees that a key was shown in %s, and not the key",
    async (name) => {
      const { key } = makeKey();
      const seen = await seenWith({ [name]: name === "Authorization" ? `Bearer ${key}` : key });
      expect(seen.context.shown).toEqual({ header: name.toLowerCase(), kind: "apiKey", isPlausible: true });
      expect(JSON.stringify(seen)).not.toContain(key.slice(-22));
      expect(Object.keys(seen.headers)).not.toContain(name.toLowerCase());
    },
  );

  it("AK-09 sees what is no key of ours: it may be a fixed one, or another scheme's", async () => {
    expect((await seenWith({ "X-API-Key": "the webhook's" })).headers["x-api-key"]).toBe("the webhook's");
    expect((await seenWith({ Authorization: "Basic Ym9i" })).headers.authorization).toBe("Basic Ym9i");
  });
});
