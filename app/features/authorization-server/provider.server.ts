import type { Provider } from "oidc-provider";

import { isDatabaseFault } from "../../db/faults.ts";
import { hashToken, secretsMatch } from "../../auth/secrets.server.ts";
import { log } from "../../log.server.ts";
import { asking } from "./asking.server.ts";
import { configurationWith, issuer } from "./configuration.server.ts";
import { mirrorSignIn } from "./mirror-sign-in.server.ts";
import { nameRefusals } from "./name-refusal.server.ts";
import { signingKeys } from "./signing-keys.server.ts";

const LEAST_NODE = 22;
const isNodeNewEnough = Number(process.versions.node.split(".")[0]) >= LEAST_NODE;

/** True when this process issues tokens to applications: it has keys that others can check them by, and a runtime that the protocol runs on. */
export const isServing: boolean = isNodeNewEnough && signingKeys.length > 0;

if (!isNodeNewEnough) log.info(`the authorization server is off: it needs Node.js ${LEAST_NODE} or newer`);
else if (!isServing) log.info("the authorization server is off: TOKEN_SIGNING_KEYS names no key of a pair");

let made: Promise<Provider> | undefined;

/** The protocol: OAuth 2.0 and OpenID Connect as oidc-provider speaks it. Loaded when it is first asked. Only where `isServing`. */
export const findProvider = (): Promise<Provider> => (made ??= makeProvider());

async function makeProvider(): Promise<Provider> {
  const { Provider, errors } = await import("oidc-provider");
  const provider = new Provider(issuer, configurationWith(errors));
  provider.proxy = true; // what it is asked comes from `ask-provider.server.ts`, which says how the browser came
  // Only the hash of a secret is kept (AS01).
  provider.Client.prototype.compareClientSecret = function compareSecret(shown: string) {
    return secretsMatch(hashToken(shown), this.clientSecret ?? "");
  };
  mirrorSignIn(provider);
  nameRefusals(provider);
  provider.on("server_error", (ctx, error) => {
    const { noted } = asking.getStore() ?? {};
    if (noted && isDatabaseFault(error)) noted.fault ??= error;
    else log.error({ err: error, requestId: ctx.get("x-request-id") }, "a bug in the authorization server");
  });
  return provider;
}
