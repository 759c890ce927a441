import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import manifest from "#tests/attacks/data/saml/manifest.json";
import { costOf } from "#tests/support/saml/cost-of.ts";
import { expectedOf } from "#tests/support/saml/responses.ts";
import type { Expected } from "./expected.ts";
import type { SamlRefusal } from "./refusal.ts";
import { verifyResponse } from "./verify-response.server.ts";

type Case = { id: string; expect: string; file?: string; base64?: string; note: string; policy?: boolean };

const folder = new URL("../../../tests/attacks/data/saml/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder));
const documentOf = ({ file, base64 }: Case) => base64 ?? read(file ?? "").toString("base64");

const usual = expectedOf([read("idp-cert.pem").toString()]);
const expected: Expected = {
  ...usual,
  provider: { ...usual.provider, entityId: manifest.idpEntityId },
  acsUrl: manifest.acs,
  audience: manifest.audience,
  requestId: manifest.requestId,
  now: new Date(manifest.now),
};
const withRule = (rule: Partial<Expected["provider"]>): Expected => ({
  ...expected,
  provider: { ...expected.provider, ...rule },
});
const verdictOn = (id: string, against = expected) =>
  verifyResponse(documentOf(cases.find((one) => one.id === id)!), against);

// Requests to sign out are no responses. There is no single logout here, so there is nothing that would read them.
const cases = (manifest.cases as Case[]).filter(({ id }) => !id.startsWith("LO-"));

const named = (documents: RegExp) =>
  cases.filter(({ id, expect: outcome }) => outcome !== "accept" && documents.test(id));

/** The documents of one kind, and the reasons for which they may be refused: a signature that fails by chance must not pass for a check that works. */
const refuses =
  (documents: RegExp, ...reasons: SamlRefusal[]) =>
  () => {
    const ofThisKind = named(documents);
    sorted.push(...ofThisKind);
    it.each(ofThisKind)("$id is refused as a whole: $note", async ({ id }) => {
      const verdict = await verdictOn(id);
      expect(verdict.ok).toBe(false);
      expect(reasons).toContain(verdict.ok ? "" : verdict.reason);
    });
  };
const sorted: Case[] = [];

describe("SA01 a forged response around a genuine one", refuses(/^XSW[12]$/, "schema", "shape"));
describe("SA02 a forged assertion beside or around the signed one", refuses(/^XSW[34]/, "schema", "shape"));
describe("SA03 a forged assertion that carries the signature", refuses(/^XSW[56]/, "schema", "shape"));
describe("SA04 an assertion in extensions, or in the signature", refuses(/^XSW[78]/, "schema", "shape"));
describe("SA07 a comment in a signed value", refuses(/^TRUNC-/, "not-xml"));
describe(
  "SA09 no signature, or one that does not hold",
  refuses(/^SIG-(none|removed|empty|value|tampered)/, "signature", "schema"),
);
describe("SA10 what no signature covers", refuses(/^(ONLY-response-signed|IRT-split)$/, "signature", "request"));
describe(
  "SA11 a signature of another shape",
  refuses(/^SIG-(digest|two|ref|no-)/, "signature", "shape", "schema", "not-xml"),
);
describe("SA12 a key that is not configured", refuses(/^CERT-/, "certificate", "signature"));
describe("SA13 an algorithm that is not allowed", refuses(/^ALG-/, "algorithm"));
describe("SA15 an audience that is not us", refuses(/^AUD-/, "audience"));
describe("SA16 an address that is not ours", refuses(/^(RCPT|DEST)-/, "recipient", "destination"));
describe("SA17 an answer to no question of ours", refuses(/^IRT-(wrong|missing)/, "request"));
describe("SA20 times", refuses(/^TIME-/, "time", "conditions", "schema"));
describe(
  "SA21 status, version and subject",
  refuses(/^(SC|ST|VER|NAMEID|AUTHN)-/, "confirmation", "status", "schema", "version", "subject", "statement"),
);
describe("SA22 an issuer that is another", refuses(/^ISS-/, "issuer", "schema"));
describe("SA24 a DOCTYPE, whatever stands in it", refuses(/^(XXE|DOS)-/, "not-xml"));
describe("what is no document", refuses(/^(ENC|TRAIL)-/, "encoding", "not-xml"));

describe("the corpus of responses", () => {
  it("is all here but the three about signing out, and each that is refused is of one kind", () => {
    expect(cases.length).toBe(manifest.cases.length - 3);
    const ids = (documents: readonly Case[]) => documents.map(({ id }) => id).toSorted();
    expect(ids(sorted)).toEqual(ids(named(/./)));
  });

  it.each(["LO-valid", "LO-unsigned", "LO-selfsigned"])(
    "SA31 %s, a request to sign out, is no response",
    async (id) => {
      const samlResponse = read(`${id}.xml`).toString("base64");
      expect(await verifyResponse(samlResponse, expected)).toMatchObject({ ok: false, reason: "shape" });
    },
  );

  it.each(cases.filter((one) => one.expect === "accept"))("$id is believed: $note", async ({ id }) => {
    const verdict = await verdictOn(id);
    expect(verdict).toMatchObject({ ok: true, said: { nameId: { value: manifest.genuineNameId } } });
  });

  it("the text of a signed attribute is read as it was meant, with all of its values", async () => {
    const verdict = await verdictOn("GOOD-attributes");
    expect(verdict.ok && Object.fromEntries(verdict.said.attributes)).toEqual({
      email: ["mallory@corp.example.test"],
      groups: ["staff", "eng"],
      displayName: ["M & M <x>"],
    });
  });

  it("SA25 no document of it costs 200 ms of the processor", async () => {
    for (const { id } of cases) expect.soft(await costOf(() => verdictOn(id)), id).toBeLessThan(200);
  });

  it("SA10 a signature on the response alone is enough only where that is switched on", async () => {
    const verdict = await verdictOn("ONLY-response-signed", withRule({ allowsResponseOnlySignature: true }));
    expect(verdict).toMatchObject({ ok: true, said: { nameId: { value: manifest.genuineNameId } } });
  });

  it("SA18 an answer that nobody asked for counts only where that is switched on, and never as an answer to a question", async () => {
    const unasked = { ...expected, requestId: null };
    expect(await verdictOn("IRT-missing", unasked)).toMatchObject({ ok: false, reason: "unsolicited" });
    const allowing = withRule({ allowsUnsolicited: true });
    expect(await verdictOn("IRT-missing", { ...allowing, requestId: null })).toMatchObject({ ok: true });
    expect(await verdictOn("IRT-missing", allowing)).toMatchObject({ ok: false, reason: "request" });
    expect(await verdictOn("GOOD-both-signed", { ...allowing, requestId: null })).toMatchObject({
      ok: false,
      reason: "request",
    });
  });

  it("SA34 without its certificate even a good one is refused", async () => {
    expect(await verdictOn("GOOD-both-signed", withRule({ certificates: [] }))).toMatchObject({
      ok: false,
      reason: "certificate",
    });
  });
});
