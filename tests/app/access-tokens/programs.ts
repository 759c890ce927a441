import { origin, send } from "#tests/support/app.ts";
import { demoPassword } from "#app/db/demo-data.ts";

/** What a program got. */
export type Tokens = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: string;
  scope?: string;
};

/** Sends JSON as a program does: without a cookie. */
export const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  send(path, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "Content-Type": "application/json", ...headers },
  });

/** Signs a program in for somebody. Throws when it does not come in. */
export async function signInProgram(identifier: string, more: Record<string, unknown> = {}): Promise<Tokens> {
  const answer = await post("/api/auth/login", { identifier, password: demoPassword, client: "Harbour app", ...more });
  if (answer.status !== 200) throw new Error(`${identifier}'s program: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Tokens;
}

/** Asks with an access token. */
export const ask = (path: string, { access_token }: Pick<Tokens, "access_token">, more: Record<string, string> = {}) =>
  send(path, { headers: { Authorization: `Bearer ${access_token}`, Origin: origin, ...more } });

export const refresh = ({ refresh_token }: Pick<Tokens, "refresh_token">, more: Record<string, unknown> = {}) =>
  post("/api/auth/refresh", { refresh_token, ...more });

export const signOut = ({ refresh_token }: Pick<Tokens, "refresh_token">) =>
  post("/api/auth/logout", { refresh_token });

/** What a token says, without asking whether it is genuine. */
export const claimsIn = ({ access_token }: Pick<Tokens, "access_token">): Record<string, unknown> =>
  JSON.parse(Buffer.from(access_token.split(".")[1] ?? "", "base64url").toString());
