import { generateKeyPairSync } from "node:crypto";

import { ask } from "../database.ts";
import { tokenOf } from "./names.ts";

/** The Host header and the settings of our servers under measurement. http on this machine, so that limits by address can be off. */
export const host = "localhost:3000";
export const settings = {
  APP_URL: `http://${host}`,
  ADDRESS_LIMITS: "off",
  SESSION_SIGNING_KEYS: "1:a-key-that-only-the-bench-knows-0123456789",
  TOKEN_SIGNING_KEYS: `bench:${Buffer.from(JSON.stringify(tokenKey())).toString("base64url")}`,
  LOG_LEVEL: "info", // what people get who set nothing: a line for every request
};

function tokenKey() {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
}

/** What browsers of ours send. `nobody` is one that is not signed in, with the form token that it needs to sign in. */
export type OurCookies = { signedIn: string[]; forged: string[]; nobody: { cookies: string; formToken: string } };

/**
 * Fills our database with the demo roles and `people` editors with one session each; gives the cookies of the participants.
 * The app is imported here and not above, because it reads its configuration once.
 */
export async function seedOurs(
  databaseUrl: string,
  people: number,
  participants: readonly number[],
): Promise<OurCookies> {
  Object.assign(process.env, { ...settings, DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" });
  const { seedDemoData } = await import("#app/db/seed.ts");
  const { pool } = await import("#app/db/client.server.ts");
  const { stampSession } = await import("#app/auth/session-auth-hash.server.ts");
  await seedDemoData();
  await pool.end();
  // Everybody has the demo people's password.
  const [bob] = await ask<{ hash: string }>(
    databaseUrl,
    "select password_hash as hash from auth.users where username = 'bob'",
  );
  if (!bob) throw new Error("the demo data has no bob");
  const editor = "(select id from auth.roles where name = 'editor')";
  await ask(databaseUrl, insertPeople(editor), [people, bob.hash, stampSession(bob.hash)]);
  await ask(databaseUrl, "vacuum analyze");
  return bake(participants.map(tokenOf));
}

/**
 * Inserts $1 people with one session each; $2 and $3 are a password's hash and stamp, and `role` the id of the n-th one's role in SQL, with $4 at hand.
 * `last_seen` is written once a minute; here it falls due for nobody before the run is over, because the bench is about reading.
 */
export const insertPeople = (role: string): string => `
  with numbers as (
    select n, 'person-' || lpad(n::text, 7, '0') as name, ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid as id
    from generate_series(1, $1::int) as n
  ),
  people as (
    insert into auth.users (id, username, canonical_username, email, canonical_email, email_verified_at, password_hash, created_at)
    select id, name, name, name || '@example.com', name || '@example.com', now(), $2, now() from numbers
  ),
  members as (insert into auth.memberships (user_id, role_id) select id, ${role} from numbers)
  insert into auth.sessions (id, user_id, method, auth_hash, address, user_agent,
    created_at, authenticated_at, last_seen_at, expires_at, absolute_expires_at)
  select encode(sha256(convert_to('session-' || lpad(n::text, 35, '0'), 'UTF8')), 'hex'), id, 'password', $3, '127.0.0.1', 'bench',
    now(), now(), now() + interval '1 hour', now() + interval '2 hours', now() + interval '1 day'
  from numbers`;

async function bake(tokens: readonly string[]): Promise<OurCookies> {
  const { cookieNames, sessionCookie } = await import("#app/guards/cookies.server.ts");
  const { issueCsrfToken } = await import("#app/guards/csrf.server.ts");
  const signed = (token: string) => sessionCookie(token, false).split(";")[0] ?? "";
  const formCookie = (binding: string) => `${cookieNames.csrf}=${issueCsrfToken(binding)}`;
  const visit = tokenOf(0);
  const formToken = issueCsrfToken(visit);
  return {
    signedIn: tokens.map((token) => `${signed(token)}; ${formCookie(token)}`),
    // Well-formed to the last character: only the checksum tells.
    forged: tokens.map((token) => `${signed(token).slice(0, -22)}${"0".repeat(22)}; ${formCookie(token)}`),
    nobody: { cookies: `${cookieNames.visit}=${visit}; ${cookieNames.csrf}=${formToken}`, formToken },
  };
}
