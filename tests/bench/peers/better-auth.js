// better-auth's session check on bare node:http: `auth.api.getSession`, without its router in between, which is its faster way.
// Its database joins are on, its schema check, telemetry and instrumentation off. CACHE=on also turns its cookie cache on; KEYS=on asks
// for an API key instead, with the permission that the route would need.
// With the argument `migrate` it makes its tables and ends.
import { createServer } from "node:http";

import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { fromNodeHeaders } from "better-auth/node";
import pg from "pg";

const options = {
  baseURL: "http://localhost:3000",
  secret: process.env.SECRET,
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }),
  advanced: { database: { joins: true, validateSchema: false } },
  session: { cookieCache: { enabled: process.env.CACHE === "on", maxAge: 3600 } },
  experimental: { instrumentation: { enabled: false } },
  telemetry: { enabled: false },
  logger: { disabled: true },
};

if (process.argv[2] === "migrate") {
  const { runMigrations } = await getMigrations({ ...options, plugins: [apiKey()] });
  await runMigrations();
  await options.database.end();
} else {
  const check = process.env.KEYS === "on" ? keyCheck() : sessionCheck();
  createServer((req, res) => {
    check(req, res).then(
      (found) => answer(res, found),
      (error) => res.writeHead(500).end(String(error.stack)),
    );
  }).listen(Number(process.env.PORT), "127.0.0.1");
}

function sessionCheck() {
  const auth = betterAuth(options);
  return async (req, res) => {
    const asked = { headers: fromNodeHeaders(req.headers), returnHeaders: true };
    const { headers, response } = await auth.api.getSession(asked);
    const cookies = headers.getSetCookie();
    if (cookies.length > 0) res.setHeader("Set-Cookie", cookies);
    return response && { id: response.user.id, username: response.user.name };
  };
}

/** Says whose key it is by the owner's id: who that is takes another question, which is not asked. */
function keyCheck() {
  const auth = betterAuth({ ...options, plugins: [apiKey()] });
  return async (req) => {
    const key = req.headers.authorization.slice("Bearer ".length);
    const found = await auth.api.verifyApiKey({ body: { key, permissions: { project: ["read"] } } });
    return found.valid ? { id: found.key.referenceId, permissions: found.key.permissions } : null;
  };
}

function answer(res, found) {
  const body = JSON.stringify(found ?? { code: "AUTH_REQUIRED" });
  res
    .writeHead(found ? 200 : 401, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) })
    .end(body);
}
