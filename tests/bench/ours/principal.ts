import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { isInScope, type Principal } from "#app/access/principal.ts";
import { principalOf } from "#app/guards/principal.server.ts";
import { authRequired } from "#app/guards/refusal.ts";
import type { RequestContext } from "#app/guards/request-context.ts";
import { readSession } from "#app/server/gate-browser.ts";
import { readCredential } from "#app/server/gate-credential.ts";
import { beginExchange } from "#app/server/exchange.ts";
import { makeGate } from "#app/server/gate.ts";
import { sealHeaders } from "#app/server/sealed-headers.ts";

// Our check on bare node:http. `/api/check` does what the peers do: reads the cookie or the key, checks that it is ours, and finds the session
// or the key's row, and the person; and then their roles and permissions, within the key's scopes. `/api/gate` goes through all that stands in front of a page as well:
// one reading of the target, host, form token, and the headers that every answer carries.
const gate = makeGate(() => ({ refusalForNobody: authRequired, isCrossSite: false }));

const vouching = { ok: false, reason: "stranger" } as const; // nobody stands in between

createServer((req, res) => {
  const principal = req.url === "/api/gate" ? throughGate(req, res) : checked(req);
  principal?.then(
    (found) => answer(res, found),
    (error: Error) => res.writeHead(500).end(error.stack),
  );
}).listen(Number(process.env.PORT), "127.0.0.1");

function throughGate(req: IncomingMessage, res: ServerResponse): Promise<Principal> | null {
  const exchange = beginExchange();
  sealHeaders(req, res, exchange);
  const context = gate(req, res, exchange);
  return context && context !== "file" ? principalOf(context) : null;
}

function checked(req: IncomingMessage): Promise<Principal> {
  const { token } = readSession(req);
  const shown = readCredential(req);
  return principalOf({
    sessionToken: token,
    shown: shown === "two" ? null : shown,
    vouching,
  } as unknown as RequestContext);
}

function answer(res: ServerResponse, principal: Principal): void {
  const { user, roles } = principal;
  const permissions = principal.permissions.filter((permission) => isInScope(principal, permission));
  const body = JSON.stringify(
    user ? { id: user.id, username: user.username, roles, permissions } : { code: "AUTH_REQUIRED" },
  );
  res
    .writeHead(user ? 200 : 401, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) })
    .end(body);
}
