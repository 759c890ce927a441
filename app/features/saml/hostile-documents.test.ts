import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { costOf } from "#tests/support/saml/cost-of.ts";
import { expectedOf, newKeys, respond, type Wish } from "#tests/support/saml/responses.ts";
import type { Expected } from "./expected.ts";
import { readMetadata } from "./idp-metadata.server.ts";
import type { SpKeys } from "./service-provider.ts";
import { verifyResponse } from "./verify-response.server.ts";

let keys: SpKeys;
let expected: Expected;
const good = (wish: Partial<Wish> = {}) => respond({ signsAssertion: { keys }, ...wish });
const base64 = (xml: string) => Buffer.from(xml).toString("base64");
const reasonOf = async (message: string) => {
  const verdict = await verifyResponse(message, expected);
  return verdict.ok ? "believed" : verdict.reason;
};
const replacing = (from: string | RegExp, to: string) => (xml: string) => {
  const changed = xml.replace(from, () => to);
  if (changed === xml) throw new Error(`there is no ${from} in it`);
  return changed;
};

beforeAll(async () => {
  keys = await newKeys();
  expected = expectedOf([keys.certificate]);
  expect(await reasonOf(good())).toBe("believed");
}, 60_000);

describe("SA11 a reference in other words than #id", () => {
  it.each([
    "#xpointer(id('_assertion'))",
    "#xpointer(/)",
    "",
    "_assertion",
    "#_Assertion",
    "http://127.0.0.1/#_assertion",
  ])("is refused: %s", async (uri) => {
    expect(await reasonOf(good({ wrap: replacing('URI="#_assertion"', `URI="${uri}"`) }))).toBe("shape");
  });
});

describe("SA13 an algorithm that is not on the list", () => {
  it.each([
    "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
    "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
    "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
    "http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256",
    "",
  ])("is not tried: %j for the signature", async (algorithm) => {
    const wrap = replacing(/SignatureMethod Algorithm="[^"]*"/, `SignatureMethod Algorithm="${algorithm}"`);
    expect(await reasonOf(good({ wrap }))).toBe("algorithm");
  });

  it.each(["http://www.w3.org/2001/04/xmldsig-more#md5", "http://www.w3.org/2000/09/xmldsig#sha1", "urn:unknown"])(
    "is not tried: %j for the digest",
    async (algorithm) => {
      const wrap = replacing(/DigestMethod Algorithm="[^"]*"/, `DigestMethod Algorithm="${algorithm}"`);
      expect(await reasonOf(good({ wrap }))).toBe("algorithm");
    },
  );
});

describe("SA24 a document that points elsewhere", () => {
  const doctypes: [string, (address: string) => string][] = [
    ["an external DTD", (address) => `<!DOCTYPE r SYSTEM "${address}">`],
    ["a public one", (address) => `<!DOCTYPE r PUBLIC "-//x//y" "${address}">`],
    ["an external entity", (address) => `<!DOCTYPE r [<!ENTITY e SYSTEM "${address}">]>`],
    ["a parameter entity", (address) => `<!DOCTYPE r [<!ENTITY % e SYSTEM "${address}"> %e;]>`],
    ["a style sheet", (address) => `<?xml-stylesheet href="${address}"?>`],
  ];

  it.each(doctypes)("is refused, as is such metadata, and nobody goes there: %s", async (_, before) => {
    let visits = 0;
    const trap = createServer((socket) => {
      visits += 1;
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await once(trap, "listening");
    const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/x`;
    expect(await reasonOf(base64(before(address) + Buffer.from(good(), "base64").toString()))).toBe("not-xml");
    expect(await readMetadata(`${before(address)}<EntityDescriptor/>`)).toMatchObject({ flaw: "not-xml" });
    const hint = `<saml:Assertion xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="urn:a ${address}" `;
    await reasonOf(good({ assertion: replacing("<saml:Assertion ", hint) }));
    expect(visits).toBe(0);
    trap.close();
  });
});

describe("SA25 a document that is made to keep us busy", () => {
  const LARGEST = 90_000; // of base64, which is just let in
  const filled = (piece: (i: number) => string) => {
    let inside = "";
    for (let i = 0; inside.length < LARGEST * 0.7; i++) inside += piece(i);
    return inside;
  };
  const busy: [string, () => string][] = [
    ["5 MB", () => base64("<a/>".repeat(1_250_000))],
    ["a depth of 20 000", () => base64("<a>".repeat(20_000))],
    ["nothing but tags", () => base64(`<a>${filled(() => "<b/>")}</a>`)],
    ["nothing but attributes", () => base64(`<a ${filled((i) => `a${i}="" `)}/>`)],
    ["nothing but name spaces", () => base64(`<a ${filled((i) => `xmlns:a${i}="u" `)}/>`)],
    [
      "nothing but text",
      () =>
        good({
          wrap: replacing(
            "staff",
            filled(() => "x".repeat(99)),
          ),
        }),
    ],
    ["nothing but ends of tags", () => base64(filled(() => ">"))],
  ];

  it.each(busy)("costs less than 200 ms: %s", async (_, message) => {
    const written = message();
    expect(await reasonOf(written)).not.toBe("believed");
    expect(await costOf(() => reasonOf(written))).toBeLessThan(200);
  });
});

it("samlify reads none by itself: it believes what no signature covers, and another assertion beside the signed one", () => {
  const sources = readdirSync(import.meta.dirname).filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."));
  const reading = sources.filter((file) =>
    /parseLog(in|out)/.test(readFileSync(join(import.meta.dirname, file), "utf8")),
  );
  expect(sources).toContain("samlify.server.ts");
  expect(reading).toEqual([]);
});
