import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { addressOf, newSecrets, providerIn, signInAt } from "#tests/support/oauth-sign-in.ts";
import { chooseAt } from "#tests/support/openid-visit.ts";
import { labClient } from "../../lab/openid/clients.ts";
import { faultNames, type FaultName } from "../../lab/openid/faults.ts";
import { startOpenIdProvider, type OpenIdProvider } from "../../lab/openid/provider.ts";
import { addressAt, assertionFrom, type Exchanged } from "./exchange.server.ts";
import type { FailureReason } from "./failure.ts";

const lab = await startOpenIdProvider();
afterAll(lab.close);
beforeEach(() => lab.faults.clear());

const connected = ({ issuer }: Pick<OpenIdProvider, "issuer">) =>
  providerIn({
    OIDC_LAB_ISSUER: issuer,
    OIDC_LAB_CLIENT_ID: labClient.id,
    OIDC_LAB_CLIENT_SECRET: labClient.secret,
  });

type Faults = Partial<Record<FaultName, "signs in" | FailureReason>>;

/** Which attack each fault is, and how a sign-in through a provider with it ends. */
const table: Record<string, Faults> = {
  "OC05 the nonce": { "wrong-nonce": "untrusted", "no-nonce": "untrusted" },
  "OC06 the signature": {
    "alg-none": "untrusted",
    "hs256-with-public-key": "untrusted",
    "hs256-with-client-id": "untrusted",
    "hs256-with-client-secret": "untrusted",
    "foreign-key": "untrusted",
    "jwk-header": "untrusted",
    "unknown-kid": "untrusted",
    "broken-signature": "untrusted",
    "no-signature": "untrusted",
    "no-kid": "signs in", // with the only key there is
  },
  "OC07 what the token says of itself": {
    "wrong-issuer": "untrusted",
    "issuer-with-slash": "untrusted",
    "no-issuer": "untrusted",
    "wrong-audience": "untrusted",
    "audience-list-without-azp": "untrusted",
    "wrong-azp": "untrusted",
    "no-audience": "untrusted",
    expired: "untrusted",
    "no-exp": "untrusted",
    "exp-as-text": "untrusted",
    "no-iat": "untrusted",
    "iat-in-future": "untrusted",
    "nbf-in-future": "untrusted",
    "clock-skew": "untrusted",
    "no-id-token": "untrusted",
    "id-token-is-not-a-token": "untrusted",
    "no-access-token": "untrusted",
    "wrong-token-type": "untrusted",
    "old-auth-time": "signs in", // nobody has asked for another
    "no-auth-time": "signs in",
  },
  "OC08 who it is": {
    "no-sub": "untrusted",
    "empty-sub": "untrusted",
    "numeric-sub": "untrusted",
    "object-sub": "untrusted",
    "long-sub": "untrusted",
    "userinfo-of-another": "untrusted",
    "userinfo-without-sub": "untrusted",
  },
  "OC09 what is said of them": {
    "email-unverified": "signs in",
    "email-verified-as-text": "signs in",
    "email-verified-as-true-text": "signs in",
    "email-verified-missing": "signs in",
    "no-email": "signs in",
    "email-is-not-one": "signs in",
    "email-of-alice": "signs in",
    "groups-as-text": "signs in",
    "no-groups": "signs in",
    "in-group-admins": "signs in",
    "nina-left-her-group": "signs in",
  },
  "OC01 OC12 OC13 what the browser brings back": {
    "no-state": "untrusted",
    "wrong-state": "untrusted",
    "no-iss-parameter": "untrusted",
    "wrong-iss-parameter": "untrusted",
    "no-code": "untrusted",
    "wrong-code": "refused",
    "refused-code": "refused",
    "error-with-html": "cancelled",
    "error-with-code": "cancelled",
    "server-error": "refused",
    "more-parameters": "signs in",
  },
  "OC14 answers that are none": {
    "token-down": "unreachable",
    "token-hangs-up": "unreachable",
    "html-answer": "unreachable",
    "truncated-json": "unreachable",
    "huge-token-answer": "unreachable",
    "redirecting-token-endpoint": "unreachable",
    "jwks-down": "unreachable",
    "userinfo-down": "unreachable",
    "huge-userinfo-answer": "unreachable",
    "redirecting-userinfo": "unreachable",
  },
};

/** These are met at the first sign-in after the start, when nothing is known of the provider yet. */
const atFirst: Faults = {
  "discovery-down": "unreachable",
  "huge-discovery": "unreachable",
  "redirecting-discovery": "unreachable",
  "other-issuer-in-discovery": "untrusted",
  "issuer-with-slash-in-discovery": "untrusted",
  "token-endpoint-elsewhere": "untrusted",
  "no-jwks-in-discovery": "untrusted",
  "iss-not-announced": "signs in",
};

/** These come while somebody is there. */
const atLast: Faults = {
  down: "unreachable",
  slow: "unreachable",
  "token-hangs": "unreachable",
  "token-drips": "unreachable",
  "jwks-hangs": "unreachable",
  "userinfo-hangs": "unreachable",
};

const rows = (faults: Faults) => Object.entries(faults) as [FaultName, string][];

/** How it ended; OC22 what is said of a failure holds nothing that somebody could use. */
function ended(exchanged: Exchanged): string {
  if (exchanged.ok) return "signs in";
  expect(exchanged.detail).toMatch(/^[\x20-\x7e]{5,160}$/);
  for (const secret of [labClient.secret, "eyJ", "code=", "<"]) expect(exchanged.detail).not.toContain(secret);
  return exchanged.reason;
}

describe.each(Object.entries(table))("%s:", (_, faults) => {
  const provider = connected(lab);

  it.each(rows(faults))("with %s, somebody %s", async (fault, outcome) => {
    lab.faults.add(fault);
    expect(ended(await signInAt(provider, "nina"))).toBe(outcome);
  });
});

describe("OC12 OC14 OL-05 a provider that is not known yet:", () => {
  it.each(rows(atFirst))("with %s, somebody %s", async (fault, outcome) => {
    const fresh = await startOpenIdProvider();
    fresh.faults.add(fault);
    expect(ended(await signInAt(connected(fresh), "nina"))).toBe(outcome);
    fresh.faults.clear();
    const afterwards = ended(await signInAt(connected(fresh), "nina"));
    fresh.close();
    expect(afterwards).toBe("signs in");
  });
});

describe("OC14 a provider that breaks while they are there", () => {
  it.concurrent.each(rows(atLast))(
    "gives an answer within five seconds: with %s, somebody %s",
    async (fault, outcome) => {
      const fresh = await startOpenIdProvider();
      const [provider, secrets] = [connected(fresh), newSecrets()];
      const callback = await chooseAt(await addressOf(provider, secrets), "nina");
      fresh.faults.add(fault);
      const began = performance.now();
      expect(ended(await assertionFrom(provider, callback, secrets))).toBe(outcome);
      expect(performance.now() - began).toBeLessThan(5_000);
      fresh.close();
    },
  );

  it.concurrent("or before: with discovery-hangs, nobody is sent there", async () => {
    const fresh = await startOpenIdProvider();
    fresh.faults.add("discovery-hangs");
    const began = performance.now();
    expect(await addressAt(connected(fresh), newSecrets())).toMatchObject({ ok: false, reason: "unreachable" });
    expect(performance.now() - began).toBeLessThan(5_000);
    fresh.close();
  });
});

it("OC14 nobody is followed to where a redirect leads", async () => {
  for (const fault of ["redirecting-discovery", "redirecting-token-endpoint", "redirecting-userinfo"] as const) {
    const fresh = await startOpenIdProvider();
    fresh.faults.add(fault);
    expect(ended(await signInAt(connected(fresh), "nina"))).toBe("unreachable");
    expect(fresh.heard.map(({ path }) => path)).not.toContainEqual(expect.stringMatching(/trap$/));
    fresh.close();
  }
});

it("every fault of the lab's provider has its row", () => {
  const tried = [...Object.values(table), atFirst, atLast, { "discovery-hangs": "unreachable" }].flatMap((faults) =>
    Object.keys(faults),
  );
  expect(tried.toSorted()).toEqual([...faultNames].toSorted());
});
