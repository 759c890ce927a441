import { generateKeyPairSync, randomUUID, sign, type KeyObject } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A key that an issuer signs with. `shown`: its public half, as it publishes it. */
export type IssuerKey = { kid: string; alg: "ES256" | "RS256" | "EdDSA"; secret: KeyObject; shown: object };

/** What becomes of calls to an issuer. */
export type Weather = "fair" | "down" | "silent" | "redirects" | "huge" | "no JSON" | "speaks for another" | "no keys";

type Said = Readonly<Record<string, unknown>>;

/** A new key of this algorithm. */
export function newIssuerKey(alg: IssuerKey["alg"] = "ES256", kid: string = randomUUID()): IssuerKey {
  const { publicKey, privateKey } =
    alg === "ES256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : alg === "RS256"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ed25519");
  return { kid, alg, secret: privateKey, shown: { ...publicKey.export({ format: "jwk" }), kid, alg, use: "sig" } };
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Any token: header and claims just as given, with the key's own signature under them. */
export function signedToken({ alg, secret }: IssuerKey, header: Said, claims: unknown): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  const key = { key: secret, dsaEncoding: "ieee-p1363" } as const;
  return `${input}.${sign(alg === "EdDSA" ? null : "sha256", Buffer.from(input), key).toString("base64url")}`;
}

/** What an access token for `audience` says at this moment; undefined takes a claim out. */
export const claimsFor = (issuer: string, audience: string, more: Said = {}): Said => {
  const iat = Math.floor(Date.now() / 1_000);
  const [exp, jti] = [iat + 600, randomUUID()];
  return { iss: issuer, aud: audience, sub: "somebody", iat, exp, jti, client_id: "a-program", ...more };
};

/**
 * An issuer of access tokens on this machine. `keys` are those that it publishes, the first signs; `asked` are the paths that were asked for.
 * Both and its weather may be changed at any time.
 */
export async function startTokenIssuer(audience: string) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const first = newIssuerKey();
  const state = { keys: [first], asked: [] as string[], weather: "fair" as Weather };
  server.on("request", ({ url = "" }, response) => {
    state.asked.push(url);
    answer(response, url, issuer, state);
  });
  return Object.assign(state, {
    issuer,
    audience,
    /** A token as it gives them out, but for what is named. */
    token(claims: Said = {}, header: Said = {}, key: IssuerKey = state.keys[0] ?? first): string {
      const { alg, kid } = key;
      return signedToken(key, { alg, kid, typ: "at+jwt", ...header }, claimsFor(issuer, audience, claims));
    },
    close: () => void server.close().closeAllConnections(),
  });
}

export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>;

function answer(
  response: ServerResponse,
  url: string,
  issuer: string,
  { keys, weather }: { keys: IssuerKey[]; weather: Weather },
): void {
  if (weather === "silent") return;
  if (weather === "down") return void response.writeHead(503).end();
  if (weather === "redirects") return void response.writeHead(302, { Location: `${issuer}/elsewhere` }).end();
  if (weather === "no JSON") return void response.end("<h1>Welcome</h1>");
  const isKeys = url === "/keys";
  if (!isKeys && url !== "/.well-known/openid-configuration") return void response.writeHead(404).end();
  const said = isKeys
    ? { keys: weather === "no keys" ? "none" : keys.map(({ shown }) => shown) }
    : { issuer: weather === "speaks for another" ? "https://id.example.com" : issuer, jwks_uri: `${issuer}/keys` };
  response.writeHead(200, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ ...said, ...(weather === "huge" ? { more: "x".repeat(300 * 1024) } : {}) }));
}
