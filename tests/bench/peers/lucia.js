// Lucia's session check on bare node:http, with its own adapter for PostgreSQL.
import { createServer } from "node:http";

import { NodePostgresAdapter } from "@lucia-auth/adapter-postgresql";
import { Lucia } from "lucia";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const lucia = new Lucia(new NodePostgresAdapter(pool, { user: "auth_user", session: "user_session" }), {
  getUserAttributes: ({ username, email }) => ({ username, email }),
});

createServer((req, res) => {
  const id = lucia.readSessionCookie(req.headers.cookie ?? "");
  lucia.validateSession(id ?? "").then(
    ({ user }) => answer(res, user),
    (error) => res.writeHead(500).end(String(error.stack)),
  );
}).listen(Number(process.env.PORT), "127.0.0.1");

function answer(res, user) {
  const body = JSON.stringify(user ? { id: user.id, username: user.username } : { code: "AUTH_REQUIRED" });
  res
    .writeHead(user ? 200 : 401, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) })
    .end(body);
}
