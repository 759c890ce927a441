import { linkIdentity, linkOrCreate } from "#app/auth/identities.server.ts";
import { holdIdentity } from "#app/auth/held-identities.server.ts";
import { noteResult } from "#app/auth/connection-results.server.ts";
import { randomToken } from "#app/auth/secrets.server.ts";
import { beginFlow } from "#app/auth/sign-in-flows.server.ts";
import { signIn } from "#app/auth/sign-in.server.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { newId } from "#app/db/columns.ts";
import { db, pool } from "#app/db/client.server.ts";
import { connections } from "#app/db/connections.schema.ts";
import type { SignInMethod } from "#app/db/sessions.schema.ts";
import { arrival, origin } from "#tests/support/arrivals.ts";

// Run before the removal, in a database with the demo people: `people.ts METHOD KIND`. bob connects a place of this kind to his account,
// somebody new has none but through it, and both are signed in by it. Their group there makes both editors, which bob is anyway.
const [method = "", kind = ""] = process.argv.slice(2);
// The proxy is there once, under a name of its own, and administrators add none.
const isProxy = kind === "proxy";
const name = isProxy ? kind : `harbour-${kind}`;
const connection = {
  name,
  label: "Harbour",
  kind,
  trustedDomains: [],
  groupMap: { crew: ["editor"] },
  createsUsers: true,
};
const newcomer = `nina-${kind}`;
const assertionOf = (username: string) => ({
  connection,
  assertion: {
    authority: `https://${name}.example.test`,
    subject: username,
    email: `${username}@example.com`,
    emailVerified: true,
    username,
    firstName: "",
    lastName: "",
    groups: ["crew"],
    profile: {},
    signedInAnew: false,
  },
});

const bob = await findByUsername("bob");
if (!bob) throw new Error("there is no bob");
await linkIdentity(bob.id, assertionOf("bob"), origin);
for (const username of ["bob", newcomer]) {
  const known = await linkOrCreate(assertionOf(username), origin);
  if (!known.ok) throw new Error(known.reason);
  await signIn(known.user, method as SignInMethod, arrival({ identityId: known.identityId }));
}
await signIn(bob, "password", arrival());
const browser = randomToken();
await beginFlow({ connection: name, purpose: "sign-in", userId: null, redirectTo: "/", secrets: {} }, browser);
await holdIdentity(
  { userId: null, connection: name, kind: connection.kind, assertion: assertionOf("oscar").assertion },
  browser,
);
await noteResult(name, { reason: null, detail: null, requestId: null });
if (!isProxy) await db.insert(connections).values({ ...connection, id: newId(), sealed: "", createdAt: new Date() });
await pool.end();
