import { afterAll, beforeEach } from "vitest";

import { newIssuerKey, startTokenIssuer, type TokenIssuer } from "#tests/support/token-issuer.ts";

export const audience = "https://app.example.test";

/** Two issuers that the app of this file trusts: roles at the first can give roles here, those at the second cannot. */
export const main = await startTokenIssuer(audience);
export const partner = await startTokenIssuer(audience);
/** And one that it does not. */
export const stranger = await startTokenIssuer(audience);
const all: TokenIssuer[] = [main, partner, stranger];

Object.assign(process.env, {
  TRUSTED_ISSUERS: `${main.issuer}=${audience}, ${partner.issuer}=${audience}`,
  TRUSTED_ISSUER_ROLES: `${main.issuer}=reporting:viewer, ${main.issuer}=staff:writer:editor`,
});

beforeEach(() => void all.forEach((one) => Object.assign(one, { asked: [], weather: "fair" })));
afterAll(() => all.forEach((one) => one.close()));

// Behind the issuers: the app reads where they are as it is loaded.
export const { send, origin } = await import("#tests/support/app.ts");
import { challengeOf } from "#tests/support/challenge.ts";
export const { statementsDuring } = await import("#tests/support/statements.ts");
export const { pool } = await import("#app/db/client.server.ts");

/** Asks with a token. */
export const ask = (path: string, token: string, more: Record<string, string> = {}): Promise<Response> =>
  send(path, { headers: { Authorization: `Bearer ${token}`, ...more } });

/** Sends JSON with a token. */
export const sendJson = (method: string, path: string, token: string, body: object): Promise<Response> =>
  send(path, {
    method,
    body: JSON.stringify(body),
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", Origin: origin },
  });

/** Who the bearer of a token is for the app. Throws where it is nobody. */
export async function me(token: string): Promise<Record<string, unknown>> {
  const answer = await ask("/api/auth/me", token);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}

/** What a refusal says, as far as programs look at it. */
export async function refusalOf(answer: Response): Promise<unknown[]> {
  const { code } = (await answer.json()) as { code: string };
  return [answer.status, code, challengeOf(answer)];
}

/** How a bad token is answered, whatever is wrong with it. */
export const badToken = [401, "INVALID_TOKEN", 'Bearer error="invalid_token"'];

/** Connects a demo person to a subject of an issuer, as if they had signed in there by OpenID Connect. */
export const connect = (username: string, { issuer }: TokenIssuer, subject: string, kind = "openid") =>
  pool.query(
    `insert into auth.identities (id, user_id, connection, kind, authority, subject, created_at)
     select gen_random_uuid(), id, 'main', $2, $3, $4, now() from auth.users where username = $1`,
    [username, kind, issuer, subject],
  );

export { newIssuerKey };
