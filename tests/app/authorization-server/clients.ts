import { createHash, randomBytes } from "node:crypto";

import { origin, send } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { withoutRequest } from "#app/audit/record.server.ts";
import { registerClient, type ClientFields } from "#app/features/authorization-server/register-client.server.ts";

/** An application as it knows itself. */
export type TestClient = { id: string; secret: string | null };

export const callback = "https://harbour.example.test/callback";

/** Registers an application that signs people in at a browser and reads projects, unless something else is said. */
export async function newClient(more: Partial<ClientFields & { keepsSecret: boolean }> = {}): Promise<TestClient> {
  const fields = {
    name: "Harbour Reports",
    grants: ["browser"] as ClientFields["grants"],
    redirectUris: [callback],
    postLogoutRedirectUris: [],
    scopes: ["openid", "profile", "email", "project:read"],
    resources: [],
    isFirstParty: false,
    accountId: null,
    keepsSecret: true,
    ...more,
  };
  const { client, secret } = await registerClient(fields, { userId: null, origin: withoutRequest });
  return { id: client.id, secret };
}

export const verifier = randomBytes(32).toString("base64url");
export const challenge = createHash("sha256").update(verifier).digest("base64url");

/** The address where an application sends people to. */
export const authorizeAddress = (client: TestClient, more: Record<string, string> = {}): string =>
  `/oauth2/authorize?${new URLSearchParams({
    client_id: client.id,
    response_type: "code",
    redirect_uri: callback,
    scope: "openid project:read",
    state: "a state",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  })}`;

const pathOf = (answer: Response) => {
  const { pathname, search } = new URL(answer.headers.get("location") ?? "", origin);
  return pathname + search;
};

/** Follows redirects within the app, and the pages that go on by themselves, until something else comes. */
export async function follow(browser: Browser, target: string): Promise<Response> {
  const answer = await browser.visit(target);
  const location = answer.headers.get("location");
  if (answer.status === 303 && location && new URL(location, origin).origin === origin)
    return follow(browser, pathOf(answer));
  const page = answer.status === 200 ? await answer.clone().text() : "";
  const next = /http-equiv="refresh" content="0;url=([^"]+)"/i.exec(page)?.[1];
  return next ? follow(browser, next) : answer;
}

/** Sends somebody who is signed in through the whole way, and has them allow what is asked; gives the address that they end at. */
export async function authorize(browser: Browser, client: TestClient, more: Record<string, string> = {}): Promise<URL> {
  let answer = await follow(browser, authorizeAddress(client, more));
  if (answer.status === 200) {
    const uid = browser.cookies.get("protocol-request");
    const allowed = await browser.submit(`/oauth2/request/${uid}`, { intent: "allow" });
    answer = await follow(browser, pathOf(allowed));
  }
  return new URL(answer.headers.get("location") ?? "", origin);
}

const basic = ({ id, secret }: TestClient): Record<string, string> =>
  secret === null ? {} : { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` };

/** Posts to one of the addresses for applications, as this one. */
export const post = (client: TestClient, path: string, form: Record<string, string>, headers = {}): Promise<Response> =>
  send(path, {
    method: "POST",
    form: client.secret === null ? { client_id: client.id, ...form } : form,
    headers: { ...basic(client), ...headers },
  });

/** Redeems a code. */
export const redeem = (client: TestClient, code: string, more: Record<string, string> = {}): Promise<Response> =>
  post(client, "/oauth2/token", {
    grant_type: "authorization_code",
    code,
    redirect_uri: callback,
    code_verifier: verifier,
    ...more,
  });

export type IssuedTokens = {
  access_token: string;
  refresh_token: string;
  id_token?: string;
  expires_in: number;
  scope: string;
};

/** The tokens that somebody's sign-in gives an application. */
export async function tokensFor(
  browser: Browser,
  client: TestClient,
  more: Record<string, string> = {},
): Promise<IssuedTokens> {
  const code = (await authorize(browser, client, more)).searchParams.get("code") ?? "";
  const answer = await redeem(client, code);
  if (answer.status !== 200) throw new Error(`no tokens: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as IssuedTokens;
}

export const refresh = (
  client: TestClient,
  refresh_token: string,
  more: Record<string, string> = {},
): Promise<Response> => post(client, "/oauth2/token", { grant_type: "refresh_token", refresh_token, ...more });
