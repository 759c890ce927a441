import { beforeAll, describe, expect, it } from "vitest";

import {
  at,
  encrypted,
  expectedOf,
  newKeys,
  respond,
  signed,
  type Signing,
  type Wish,
} from "#tests/support/saml/responses.ts";
import type { Expected } from "./expected.ts";
import type { SamlRefusal } from "./refusal.ts";
import type { SpKeys } from "./service-provider.ts";
import { verifyResponse } from "./verify-response.server.ts";

let [idp, next, ours, stranger]: SpKeys[] = [];
let expected: Expected;
let good: { signsAssertion: Signing };

beforeAll(async () => {
  [idp, next, ours, stranger] = await Promise.all([newKeys(), newKeys(), newKeys(), newKeys()]);
  expected = { ...expectedOf([idp!.certificate]), decryptionKeys: [ours!.privateKey] };
  good = { signsAssertion: { keys: idp! } };
}, 60_000);

const verdictOn = (wish: Partial<Wish>, against = expected) => verifyResponse(respond({ ...good, ...wish }), against);
const reasonOf = async (wish: Partial<Wish>, against = expected): Promise<SamlRefusal | "believed"> => {
  const verdict = await verdictOn(wish, against);
  return verdict.ok ? "believed" : verdict.reason;
};
const replacing = (from: string, to: string) => (xml: string) => {
  if (!xml.includes(from)) throw new Error(`there is no ${from} in it`);
  return xml.replace(from, () => to);
};

describe("a good response", () => {
  it("says who it is, since when, and until when it must be remembered", async () => {
    const verdict = await verdictOn({});
    expect(verdict).toMatchObject({
      ok: true,
      said: {
        id: "_assertion",
        issuer: "https://idp.example.test/metadata",
        sessionIndex: "_session",
        authnInstant: new Date(at(0)),
      },
    });
    expect(verdict.ok && verdict.said.expiresAt).toEqual(new Date(at(6)));
  });

  it.each([
    ["RSA-SHA512", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2001/04/xmlenc#sha512"],
    ["RSA-SHA256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha512"],
  ])("SA13 may be signed with %s", async (_name, signatureAlgorithm, digestAlgorithm) => {
    const signsAssertion = { keys: idp!, signatureAlgorithm, digestAlgorithm };
    expect(await reasonOf({ signsAssertion, signsResponse: signsAssertion })).toBe("believed");
  });

  it("may show its certificate broken into lines, and say of what type its values are", async () => {
    const typed = (xml: string) =>
      xml
        .replace("<saml:Assertion ", '<saml:Assertion xmlns:xs="http://www.w3.org/2001/XMLSchema" ')
        .replace(
          "<saml:AttributeValue>",
          '<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">',
        );
    const broken = (xml: string) => xml.replace(/(<ds:X509Certificate>)(.{64})/g, "$1\n$2\n");
    expect(await reasonOf({ assertion: typed, wrap: broken })).toBe("believed");
  });

  it("may write an attribute once for each of its values; a name in two formats is refused", async () => {
    const another = (format: string) =>
      replacing(
        "<saml:Attribute ",
        `<saml:Attribute Name="groups"${format}><saml:AttributeValue>board</saml:AttributeValue></saml:Attribute><saml:Attribute `,
      );
    const verdict = await verdictOn({ assertion: another("") });
    expect(verdict.ok && verdict.said.attributes.get("groups")).toEqual(["board", "staff"]);
    expect(await reasonOf({ assertion: another(' NameFormat="urn:other"') })).toBe("attributes");
  });
});

describe("signatures", () => {
  it("SA13 with SHA-1 are refused, genuine or not, in either place", async () => {
    const weak = (name: "signatureAlgorithm" | "digestAlgorithm") => {
      const [kind] = name === "signatureAlgorithm" ? ["rsa-sha1"] : ["sha1"];
      return { keys: idp!, [name]: `http://www.w3.org/2000/09/xmldsig#${kind}` };
    };
    for (const signing of [weak("signatureAlgorithm"), weak("digestAlgorithm")]) {
      expect(await reasonOf({ signsAssertion: signing })).toBe("algorithm");
      expect(await reasonOf({ signsResponse: signing })).toBe("algorithm");
    }
  });

  it("SA10 of the response must hold where it is there, even when the assertion's does", async () => {
    const signsResponse = { keys: idp! };
    expect(await reasonOf({ signsResponse })).toBe("believed");
    const text = Buffer.from(respond({ ...good, signsResponse }), "base64").toString();
    const changed = text.replace(`IssueInstant="${at(0)}"`, `IssueInstant="${at(1)}"`);
    expect(await verifyResponse(Buffer.from(changed).toString("base64"), expected)).toMatchObject({
      reason: "signature",
    });
  });

  it("SA09 of the assertion must hold where it is there, even when the response's does", async () => {
    const tampered = replacing("ada@example.com", "root@example.com");
    expect(await reasonOf({ wrap: tampered, signsResponse: { keys: idp! } })).toBe("signature");
  });

  it("SA12 count under configured keys alone, whatever certificate they show", async () => {
    expect(await reasonOf({ signsAssertion: { keys: stranger! } })).toBe("certificate");
    expect(await reasonOf({ signsAssertion: { keys: stranger!, showsCertificate: false } })).toBe("signature");
    const posing = { privateKey: stranger!.privateKey, certificate: idp!.certificate };
    expect(await reasonOf({ signsAssertion: { keys: posing } })).toBe("signature");
  });

  it.each([true, false])(
    "SA34 hold under either certificate during a rollover, shown (%s) or not, and not after it",
    async (showsCertificate) => {
      const both = {
        ...expected,
        provider: { ...expected.provider, certificates: [idp!.certificate, next!.certificate] },
      };
      for (const keys of [idp!, next!])
        expect(await reasonOf({ signsAssertion: { keys, showsCertificate } }, both)).toBe("believed");
      expect(await reasonOf({ signsAssertion: { keys: next!, showsCertificate } })).toMatch(/certificate|signature/);
    },
  );
});

describe("SA02 SA04 a forgery beside what is signed", () => {
  const forged = (xml: string) => xml.replace(/ID="_assertion"/, 'ID="_forged"').replace("ada@", "root@");

  it.each<[string, (assertion: string) => string]>([
    ["inside of a value", (xml) => forged(xml).replace("staff", () => xml)],
    [
      "inside of the advice",
      (xml) =>
        forged(xml).replace("<saml:AuthnStatement", () => `<saml:Advice>${xml}</saml:Advice><saml:AuthnStatement`),
    ],
    ["before it", (xml) => forged(xml) + xml],
    ["behind it", (xml) => xml + forged(xml)],
    [
      "with a second id of another spelling",
      (xml) => xml.replace('ID="_assertion"', 'ID="_assertion" Id="_assertion"'),
    ],
    ["under a namespace that sounds alike", (xml) => xml.replaceAll("SAML:2.0:assertion", "SAML:2.0:Assertion")],
  ])("is refused: %s", async (_where, wrap) => {
    expect(await reasonOf({ wrap })).toMatch(/^(shape|schema)$/);
  });
});

describe("SA20 times", () => {
  const conditions = (from: number, until: number) =>
    replacing(`NotBefore="${at(-1)}" NotOnOrAfter="${at(5)}"`, `NotBefore="${at(from)}" NotOnOrAfter="${at(until)}"`);
  const confirmation = (until: number) =>
    replacing(`NotOnOrAfter="${at(5)}" Recipient`, `NotOnOrAfter="${at(until)}" Recipient`);
  const A_SECOND = 1 / 60;

  it.each<[string, (xml: string) => string, SamlRefusal | "believed"]>([
    ["conditions that ended 59 seconds ago", conditions(-5, -1 + A_SECOND), "believed"],
    ["conditions that ended a minute ago", conditions(-5, -1), "time"],
    ["conditions that begin in a minute", conditions(1, 5), "believed"],
    ["conditions that begin in 61 seconds", conditions(1 + A_SECOND, 5), "time"],
    ["a confirmation that ended 59 seconds ago", confirmation(-1 + A_SECOND), "believed"],
    ["a confirmation that ended a minute ago", confirmation(-1), "time"],
    ["a confirmation that begins", replacing("Recipient", `NotBefore="${at(-1)}" Recipient`), "time"],
    ["an hour", conditions(0, 60), "believed"],
    ["an hour from now on, and five minutes before", conditions(-5, 60), "believed"],
    ["more than an hour", conditions(-1, 60 + A_SECOND), "time"],
    ["a time without its zone", replacing(`NotBefore="${at(-1)}"`, `NotBefore="${at(-1).replace("Z", "")}"`), "time"],
    [
      "a time of another zone",
      replacing(`NotBefore="${at(-1)}"`, `NotBefore="${at(-1).replace("Z", "+00:00")}"`),
      "time",
    ],
    ["no beginning", replacing(`NotBefore="${at(-1)}" `, ""), "time"],
    ["an assertion of the future", replacing(`IssueInstant="${at(0)}"`, `IssueInstant="${at(2)}"`), "time"],
    ["somebody who will sign in", replacing(`AuthnInstant="${at(0)}"`, `AuthnInstant="${at(2)}"`), "time"],
    [
      "a session that ended",
      replacing(`AuthnInstant="${at(0)}"`, `AuthnInstant="${at(-9)}" SessionNotOnOrAfter="${at(-1)}"`),
      "time",
    ],
  ])("%s", async (_name, assertion, outcome) => {
    expect(await reasonOf({ assertion })).toBe(outcome);
  });
});

describe("whom it is for", () => {
  const audience = "https://app.example.test/auth/saml/test/metadata";

  it.each(["", `${audience}/`, audience.toUpperCase(), "https://app.example.test"])(
    "SA15 the audience %j is not us",
    async (other) => {
      expect(await reasonOf({ assertion: replacing(`<saml:Audience>${audience}`, `<saml:Audience>${other}`) })).toBe(
        "audience",
      );
    },
  );

  it("SA15 one of several audiences may be us", async () => {
    const other = "<saml:Audience>https://other.example.test</saml:Audience><saml:Audience>";
    expect(await reasonOf({ assertion: replacing("<saml:Audience>", other) })).toBe("believed");
  });

  it.each([
    "https://app.example.test/auth/saml/test",
    "https://app.example.test:444/auth/saml/test/callback",
    "https://APP.example.test/auth/saml/test/callback",
  ])("SA16 %s is not our address", async (other) => {
    expect(
      await reasonOf({
        assertion: replacing('Recipient="https://app.example.test/auth/saml/test/callback', `Recipient="${other}`),
      }),
    ).toBe("recipient");
    expect(
      await reasonOf({
        response: replacing('Destination="https://app.example.test/auth/saml/test/callback', `Destination="${other}`),
      }),
    ).toBe("destination");
  });

  it("SA16 a response must say where it was sent", async () => {
    expect(await reasonOf({ response: (xml) => xml.replace(/ Destination="[^"]*"/, "") })).toBe("destination");
  });

  it("SA17 the answer to another question is refused, on the response and on the assertion", async () => {
    const other = replacing('InResponseTo="_question"', 'InResponseTo="_another"');
    expect(await reasonOf({ assertion: other })).toBe("request");
    expect(await reasonOf({ response: other })).toBe("request");
  });

  it("a name that holds between the provider and others is refused", async () => {
    const between = (qualifier: string) => replacing("<saml:NameID ", `<saml:NameID ${qualifier} `);
    expect(await reasonOf({ assertion: between('NameQualifier="https://another.example.test"') })).toBe("subject");
    expect(await reasonOf({ assertion: between('SPNameQualifier="https://another.example.test"') })).toBe("subject");
    expect(
      await reasonOf({
        assertion: between(`SPNameQualifier="${audience}" NameQualifier="https://idp.example.test/metadata"`),
      }),
    ).toBe("believed");
  });

  it("SA21 a second confirmation, or a condition that nobody knows, is refused", async () => {
    const second = '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"/></saml:Subject>';
    expect(await reasonOf({ assertion: replacing("</saml:Subject>", second) })).toBe("confirmation");
    const unknown =
      '<saml:Condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="saml:ConditionAbstractType"/></saml:Conditions>';
    expect(await reasonOf({ assertion: replacing("</saml:Conditions>", unknown) })).toMatch(/^(schema|conditions)$/);
  });

  it("SA-04 what the provider says went wrong comes back as its code", async () => {
    const failed = respond({
      signsAssertion: null,
      response: (xml) =>
        xml.replace(
          /status:Success"\/>(<\/samlp:Status>).*<\/saml:Assertion>/,
          'status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode>$1',
        ),
    });
    expect(await verifyResponse(failed, expected)).toEqual({
      ok: false,
      reason: "status",
      detail: "the identity provider answered Responder, AuthnFailed",
    });
  });
});

describe("SA27 an encrypted assertion", () => {
  const inside =
    (encryption: { cipher?: string; transport?: string; keys?: SpKeys } = {}) =>
    (xml: string) =>
      encrypted(xml, { keys: ours!, ...encryption });

  it("is read where it is signed inside, whether or not the response is signed", async () => {
    expect(await reasonOf({ wrap: inside() })).toBe("believed");
    expect(await reasonOf({ wrap: inside(), signsResponse: { keys: idp! } })).toBe("believed");
  });

  it("is not believed for having been encrypted to us, nor for a signature around it", async () => {
    expect(await reasonOf({ signsAssertion: null, wrap: inside() })).toBe("decryption");
    expect(await reasonOf({ signsAssertion: null, wrap: inside(), signsResponse: { keys: idp! } })).toBe("decryption");
    const lax = { ...expected, provider: { ...expected.provider, allowsResponseOnlySignature: true } };
    expect(await reasonOf({ signsAssertion: null, wrap: inside(), signsResponse: { keys: idp! } }, lax)).toBe(
      "decryption",
    );
  });

  it("is refused by one name, whatever is wrong with it", async () => {
    const change = (xml: string) =>
      xml.replace(
        /(<xe:CipherValue>)(.)(?=[^<]*<\/xe:CipherValue><\/xe:CipherData><\/xe:EncryptedData>)/,
        (_, tag, first) => tag + (first === "A" ? "B" : "A"),
      );
    const wishes: Partial<Wish>[] = [
      { wrap: inside({ transport: "http://www.w3.org/2001/04/xmlenc#rsa-1_5" }) },
      { wrap: inside({ cipher: "http://www.w3.org/2001/04/xmlenc#aes256-cbc" }) },
      { wrap: inside({ cipher: "http://www.w3.org/2009/xmlenc11#aes128-gcm" }) },
      { wrap: inside({ keys: stranger! }) },
      { wrap: (xml) => change(inside()(xml)) },
      { wrap: (xml) => inside()(replacing("ada@", "root@")(xml)) },
      { wrap: () => inside()("no XML at all") },
      { wrap: () => inside()("<!DOCTYPE a><a/>") },
      { wrap: (xml) => inside()(xml + xml) },
      { wrap: (xml) => inside()(inside()(xml)) },
      { signsAssertion: { keys: stranger! }, wrap: inside() },
    ];
    for (const wish of wishes) expect(await reasonOf(wish)).toBe("decryption");
    expect(await reasonOf({ wrap: inside() }, { ...expected, decryptionKeys: [] })).toBe("decryption");
  });

  it("is refused for its meaning like any other", async () => {
    expect(await reasonOf({ assertion: replacing("_question", "_another"), wrap: inside() })).toBe("request");
  });

  it("is signed as one element: what stands around it in the response is not", async () => {
    const signsResponse = { keys: stranger! };
    expect(await reasonOf({ wrap: inside(), signsResponse })).toBe("certificate");
  });
});

describe("SA25 a message that is too large, refused before it is parsed", () => {
  const base64 = (xml: string) => Buffer.from(xml).toString("base64");
  const respondWith = (more: string) =>
    base64(
      Buffer.from(respond(good), "base64")
        .toString()
        .replace("<samlp:Status>", () => `${more}<samlp:Status>`),
    );

  it.each<[string, () => string]>([
    ["5 MB", () => base64(" ".repeat(5 * 1024 * 1024))],
    ["20 000 elements", () => base64(`<a>${"<b/>".repeat(20_000)}</a>`)],
    ["2 000 elements, within the size", () => base64(`<a>${"<b/>".repeat(2_000)}</a>`)],
    ["1 201 elements with text, within the tags", () => base64(`<a>${"<b>c</b>".repeat(1_200)}</a>`)],
    [
      "17 attributes",
      () => base64(`<a ${Array.from({ length: 17 }, (_, i) => `a${i}='<'`.replace("<", "")).join(" ")}/>`),
    ],
    ["20 000 attributes", () => base64(`<a ${Array.from({ length: 20_000 }, (_, i) => `a${i}=""`).join(" ")}/>`)],
    ["a depth of 25", () => base64("<a>".repeat(25) + "</a>".repeat(25))],
    ["a depth of 20 000", () => base64("<a>".repeat(20_000))],
    ["500 signatures", () => respondWith(signed('<a ID="b"><c/></a>', { keys: idp! }).repeat(500))],
  ])("%s", async (_name, message) => {
    expect(await verifyResponse(message(), expected)).toMatchObject({ ok: false, reason: "too-large" });
  });

  it("signatures that fit in are counted and not tried", async () => {
    const signature = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>`;
    expect(await verifyResponse(respondWith(signature.repeat(200)), expected)).toMatchObject({
      ok: false,
      reason: "schema",
    });
  });
});

describe("SA25 a message within the size", () => {
  const base64 = (xml: string) => Buffer.from(xml).toString("base64");
  const issuer = "https://idp.example.test/metadata</saml:Issuer><samlp:Status>";

  it.each<[string, () => string, SamlRefusal]>([
    ["a name without an end", () => base64(`<${"a".repeat(70_000)}`), "not-xml"],
    [
      "an issuer with a gap in it",
      () => respond({ ...good, response: replacing(issuer, `x${" ".repeat(67_000)}${issuer}`) }),
      "issuer",
    ],
  ])("is read in one pass, whatever is written there: %s", async (_name, message, reason) => {
    await verdictOn({}); // what reads messages is loaded by the first
    const began = performance.now();
    expect(await verifyResponse(message(), expected)).toMatchObject({ ok: false, reason });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it("leaves one line in the results of a connection, whatever it says", async () => {
    const endless = (xml: string) => xml.replace(/(<ds:DigestMethod Algorithm=")[^"]*/, `$1${"z".repeat(60_000)}`);
    const verdict = await verdictOn({ wrap: endless });
    expect(verdict).toMatchObject({ ok: false, reason: "algorithm", detail: expect.stringMatching(/^.{1,300}$/) });
  });
});

describe("text that two readers could see differently", () => {
  it.each([
    ["SA07 a comment", "ada<!-- -->@example.com"],
    ["SA07 a CDATA section", "<![CDATA[ada]]>@example.com"],
    ["SA07 a processing instruction", "ada<?a?>@example.com"],
    ["SA24 an entity that nobody has declared", "&ada;@example.com"],
    ["a control character", "ada\u0007@example.com"],
  ])("%s is refused", async (_name, text) => {
    const message = respond({ signsAssertion: null, assertion: replacing("ada@example.com", text) });
    expect(await verifyResponse(message, expected)).toMatchObject({ ok: false, reason: "not-xml" });
  });

  it.each([
    ["other characters than those of base64", (text: string) => `${text.slice(0, -4)}-_==`],
    ["half a character of UTF-8", () => Buffer.from([0x3c, 0x61, 0xc3, 0x3e]).toString("base64")],
    ["UTF-16", () => Buffer.from("<a/>", "utf16le").toString("base64")],
  ])("%s are refused", async (_name, change) => {
    expect(await verifyResponse(change(respond(good)), expected)).toMatchObject({
      reason: expect.stringMatching(/^(encoding|not-xml)$/),
    });
  });
});
