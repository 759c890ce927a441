import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { makeSamlApp, metadataAt, providerWith } from "#tests/support/saml-sign-in.ts";
import { chooseAtSaml } from "#tests/support/saml-visit.ts";
import { faultNames, type FaultName } from "../../lab/saml/faults.ts";
import { subjectOf } from "../../lab/people.ts";
import { startSamlProvider } from "../../lab/saml/provider.ts";
import type { MetadataFlaw } from "./idp-metadata.ts";
import { readMetadata } from "./idp-metadata.server.ts";
import type { SamlRefusal } from "./refusal.ts";

const app = await makeSamlApp("lab");
const lab = await startSamlProvider({ findMetadata: () => Promise.resolve(app.metadata) });
afterAll(lab.close);
beforeEach(() => lab.faults.clear());

const provider = providerWith(await metadataAt(lab.entityId));

/** What comes of it when nina goes there and back, in one word. */
async function signIn(certificates = provider.certificates): Promise<"signs in" | SamlRefusal> {
  const verdict = await app.signIn({ ...provider, certificates }, (address) => chooseAtSaml(address, "nina"));
  if (!verdict.ok) return verdict.reason;
  expect(verdict.said.nameId.value).not.toBe(subjectOf("root"));
  return "signs in";
}

type Outcomes = Partial<Record<FaultName, "signs in" | SamlRefusal>>;

/** Which attack each fault is, and what comes of a sign-in through a provider with it. */
const outcomes: Record<string, Outcomes> = {
  "SA01 SA02 SA03 SA04 a forgery wrapped around what is genuine": {
    "forgery-before": "shape",
    "forgery-behind": "shape",
    "forgery-around-the-signature": "shape",
    "forgery-in-extensions": "shape",
    "forgery-in-the-signature": "shape",
    "forgery-around": "schema",
    "response-in-response": "schema",
  },
  "SA07 SA24 markup that is none of SAML's": {
    "comment-in-the-name": "not-xml",
    "with-doctype": "not-xml",
    "processing-instruction": "not-xml",
    "response-is-html": "not-xml",
    "response-is-nonsense": "encoding",
  },
  "SA09 SA10 a signature that is missing, or of something else": {
    unsigned: "signature",
    "response-only-signature": "signature",
    "broken-signature": "signature",
    "changed-after-signing": "signature",
    "no-signature-value": "schema",
    "empty-signature": "schema",
    "both-signatures": "signs in",
  },
  "SA12 a key that is not the provider's": {
    "foreign-key": "certificate",
    "foreign-key-under-the-certificate": "signature",
    "no-certificate": "signs in",
  },
  "SA13 algorithms": {
    sha1: "algorithm",
    sha512: "signs in",
  },
  "SA15 the audience": {
    "wrong-audience": "audience",
    "audience-with-more": "audience",
    "no-audience": "audience",
    "two-audience-restrictions": "audience",
    "one-audience-of-two": "signs in",
  },
  "SA16 recipient and destination": {
    "wrong-recipient": "recipient",
    "no-recipient": "recipient",
    "wrong-destination": "destination",
    "no-destination": "destination",
  },
  "SA17 SA18 the question that it answers": {
    "wrong-request": "request",
    "wrong-request-inside": "request",
    "request-only-outside": "request",
    "no-request": "request",
  },
  "SA20 times": {
    expired: "time",
    "not-yet-valid": "time",
    "confirmation-expired": "time",
    "confirmation-without-end": "time",
    "valid-for-a-day": "time",
    "no-end": "time",
    "session-is-over": "time",
    "clock-skew": "time",
    "no-conditions": "conditions",
    "clock-a-little-fast": "signs in",
    "signed-in-yesterday": "signs in",
  },
  "SA21 status and version": {
    "status-is-not-success": "status",
    "nobody-is-there": "status",
    "success-with-nobody": "shape",
    "version-1-1": "version",
    "version-1-1-inside": "version",
    "no-sign-in": "statement",
    "holder-of-key": "confirmation",
    "sender-vouches": "confirmation",
    "no-confirmation": "confirmation",
    "two-confirmations": "confirmation",
    "no-name": "subject",
    "empty-name": "subject",
    "long-name": "subject",
  },
  "SA22 the issuer": {
    "wrong-issuer": "issuer",
    "wrong-issuer-outside": "issuer",
    "no-issuer-outside": "shape",
  },
  "SA25 sizes": {
    "many-groups": "too-large",
    "huge-response": "too-large",
  },
  "SA27 encryption": {
    encrypted: "signs in",
    "encrypted-unsigned": "decryption",
    "encrypted-by-cbc": "decryption",
    "encrypted-by-pkcs1": "decryption",
    "encrypted-for-another": "decryption",
  },
  "SA34 a key that changes": {
    "key-rolled": "signs in",
    "key-rolled-unannounced": "certificate",
  },
  "what it says of people, which is for others to judge": {
    "no-email": "signs in",
    "email-is-not-one": "signs in",
    "email-of-alice": "signs in",
    "two-emails": "signs in",
    "no-attributes": "signs in",
    "no-groups": "signs in",
    "in-group-admins": "signs in",
    "nina-left-her-group": "signs in",
    "transient-name": "signs in",
    "name-without-format": "signs in",
    "name-is-the-email": "signs in",
  },
  "SA29 the relay state, which proves nothing": {
    "no-relay-state": "signs in",
    "wrong-relay-state": "signs in",
    "relay-state-elsewhere": "signs in",
    "huge-relay-state": "signs in",
  },
};

describe.each(Object.entries(outcomes))("%s", (_, table) => {
  it.each(Object.entries(table) as [FaultName, string][])("with %s: %s", async (fault, outcome) => {
    lab.faults.add(fault);
    expect(await signIn()).toBe(outcome);
  });
});

it("SA19 an answer that was given before answers no other question", async () => {
  expect(await signIn()).toBe("signs in");
  lab.faults.add("replayed");
  expect(await signIn()).toBe("request");
});

describe("SA34 the provider's certificates", () => {
  it("are taken from its metadata, the announced one too, until they are gone from there", async () => {
    const [current = "", next = ""] = provider.certificates;
    lab.faults.add("key-rolled");
    expect(await signIn([current])).toBe("certificate");
    expect(await signIn([next])).toBe("signs in");
  });
});

/** What its metadata is taken for. */
const flaws: Partial<Record<FaultName, "read" | MetadataFlaw>> = {
  "metadata-of-two": "not-one-entity",
  "metadata-with-doctype": "not-xml",
  "metadata-without-certificate": "no-certificate",
  "metadata-with-one-certificate": "read",
  "metadata-ran-out": "expired",
  "sign-in-elsewhere": "bad-address",
  "sign-in-by-script": "bad-address",
  "metadata-is-html": "not-xml",
  "truncated-metadata": "not-xml",
};

it.each(Object.entries(flaws) as [FaultName, string][])("metadata with %s: %s", async (fault, outcome) => {
  lab.faults.add(fault);
  const said = await readMetadata(await (await fetch(lab.entityId)).text());
  expect(said.ok ? "read" : said.flaw).toBe(outcome);
});

it("every fault is tried, here or where the provider does not answer as it should", () => {
  const answers = ["slow", "down", "hangs", "metadata-down", "metadata-hangs", "huge-metadata", "redirecting-metadata"];
  const tried = [...Object.values(outcomes), flaws].flatMap((table) => Object.keys(table));
  expect([...tried, ...answers, "replayed"].toSorted()).toEqual([...faultNames].toSorted());
});
