// better-auth's session check on bare node:http: `auth.api.getSession`, without its router in between, which is its faster way.
// Its database joins are on, its schema check, telemetry and instrumentation off. CACHE=on also turns its cookie cache on.
// With the argument `migrate` it makes its tables and ends.
import { createServer } from "node:http";

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
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  await options.database.end();
} else {
  const auth = betterAuth(options);
  createServer((req, res) => {
    auth.api.getSession({ headers: fromNodeHeaders(req.headers), returnHeaders: true }).then(
      ({ headers, response }) => answer(res, headers, response),
      (error) => res.writeHead(500).end(String(error.stack)),
    );
  }).listen(Number(process.env.PORT), "127.0.0.1");
}

function answer(res, headers, found) {
  const body = JSON.stringify(found ? { id: found.user.id, username: found.user.name } : { code: "AUTH_REQUIRED" });
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) res.setHeader("Set-Cookie", cookies);
  res
    .writeHead(found ? 200 : 401, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) })
    .end(body);
}
