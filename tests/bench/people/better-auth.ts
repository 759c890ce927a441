import { createHmac } from "node:crypto";

import { ask } from "../database.ts";
import { tokenOf } from "./names.ts";

/** The secret of better-auth in this bench. */
export const secret = "a-secret-that-only-the-bench-knows-0123456789";

/** Fills better-auth's tables, which its own migration has made, and gives the cookies of the participants, genuine and forged. */
export async function seedBetterAuth(databaseUrl: string, people: number, participants: readonly number[]) {
  await ask(databaseUrl, insertPeople, [people]);
  await ask(databaseUrl, "vacuum analyze");
  const cookie = (value: string) => `better-auth.session_token=${encodeURIComponent(value)}`;
  return {
    signedIn: participants.map((n) => cookie(`${tokenOf(n)}.${signatureOf(tokenOf(n))}`)),
    forged: participants.map((n) => cookie(`${tokenOf(n)}.${signatureOf(`not ${tokenOf(n)}`)}`)),
  };
}

/** Asks the server with the cookie cache once for each cookie, and gives the cookies with the copy of the session that it adds. */
export async function withCachedSessions(port: number, cookies: readonly string[]): Promise<string[]> {
  const complete: string[] = [];
  for (const cookie of cookies) {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { Cookie: cookie } });
    const copies = response.headers.getSetCookie().filter((one) => one.startsWith("better-auth.session_data"));
    if (copies.length === 0) throw new Error("better-auth gave no cached session");
    complete.push([cookie, ...copies.map((one) => one.split(";")[0])].join("; "));
  }
  return complete;
}

const signatureOf = (token: string) => createHmac("sha256", secret).update(token).digest("base64");

// Expires in seven days, as better-auth itself would set it: no renewal falls due.
const insertPeople = `
  with numbers as (select n, lpad(n::text, 7, '0') as digits from generate_series(1, $1::int) as n),
  people as (
    insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
    select 'user-' || digits, 'person-' || digits, 'person-' || digits || '@example.com', true, now(), now() from numbers returning id
  )
  insert into session (id, "expiresAt", token, "createdAt", "updatedAt", "ipAddress", "userAgent", "userId")
  select 'id-' || digits, now() + interval '7 days', 'session-' || lpad(n::text, 35, '0'), now(), now(), '127.0.0.1', 'bench', 'user-' || digits
  from numbers`;
