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
import { keepProviderTokens } from "#app/features/oauth/provider-tokens.server.ts";
import { arrival, origin } from "#tests/support/arrivals.ts";

// Run before the removal, in a database with the demo people: bob connects a provider to his account, nina has none but through it, and
// both are signed in by it. Their group there makes both editors, which bob is anyway.
const connection = {
  name: "harbour",
  label: "Harbour",
  kind: "openid" as const,
  trustedDomains: [],
  groupMap: { crew: ["editor"] },
  createsUsers: true,
};
const assertionOf = (username: string) => ({
  connection,
  assertion: {
    authority: "https://harbour.example.test",
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
for (const username of ["bob", "nina"]) {
  const known = await linkOrCreate(assertionOf(username), origin);
  if (!known.ok) throw new Error(known.reason);
  await signIn(known.user, "oauth", arrival({ identityId: known.identityId }));
  const tokens = { accessToken: "a", refreshToken: null, expiresAt: null, scope: "openid" };
  await keepProviderTokens(known.identityId, tokens);
}
await signIn(bob, "password", arrival());
const browser = randomToken();
await beginFlow({ connection: "harbour", purpose: "sign-in", userId: null, redirectTo: "/", secrets: {} }, browser);
await holdIdentity({ userId: null, connection: "harbour", assertion: assertionOf("oscar").assertion }, browser);
await noteResult("harbour", { reason: null, detail: null, requestId: null });
await db.insert(connections).values({ ...connection, id: newId(), sealed: "", createdAt: new Date() });
await pool.end();
