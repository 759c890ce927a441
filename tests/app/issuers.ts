import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished } from "vitest";

/** What a provider says of itself when all is well; a test says what is different. */
export const descriptionOf = (issuer: string, more: object = {}) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code"],
  code_challenge_methods_supported: ["S256"],
  ...more,
});

const keys = [{ kty: "EC", crv: "P-256", x: "AA", y: "AA", kid: "1" }];

/** A provider on this machine that answers like this until the test is over. Gives its issuer. */
export async function issuerThat(answers: (issuer: string) => RequestListener): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on("request", answers(issuer));
  onTestFinished(() => void server.close().closeAllConnections());
  return issuer;
}

/** A provider that describes itself like this, and shows these keys. */
export const issuerWith = (more: object = {}, shown: object = { keys }): Promise<string> =>
  issuerThat((issuer) => (request, response) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(request.url === "/jwks" ? shown : descriptionOf(issuer, more)));
  });
