import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

import { beforeEach, describe, expect, it } from "vitest";

import { answerOf, finishOf, leave, newBrowser, post, provider, through, unasked } from "./through.ts";
import { travel } from "#tests/support/travel.ts";
import { hours, minutes } from "#app/clock.ts";

const { send } = await import("#tests/support/app.ts");
const { pool } = await import("#app/db/client.server.ts");

const ACS = "/auth/saml/lab/callback";
const request = (name: string) => readFileSync(`tests/attacks/data/saml/${name}.xml`);
const base64 = (xml: string | Buffer) => Buffer.from(xml).toString("base64");
const xmlIn = (form: URLSearchParams) => Buffer.from(form.get("SAMLResponse") ?? "", "base64").toString();
const answered = async (person = "bob") => answerOf(await leave(newBrowser()), person);
const postFields = (fields: Record<string, string>) =>
  post({ address: `https://app.example.test${ACS}`, form: new URLSearchParams(fields) });

beforeEach(() => pool.query("truncate auth.counters"));

describe("SA30 a response by another binding", () => {
  it("is not looked at by GET, inflated or not, by itself or by a name for it", async () => {
    const { form } = await answered();
    const bomb = deflateRawSync(Buffer.alloc(50_000_000)).toString("base64");
    const relay = { RelayState: form.get("RelayState") ?? "" };
    const signed = { SigAlg: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Signature: "AAAA" };
    for (const fields of [
      { SAMLResponse: deflateRawSync(xmlIn(form)).toString("base64"), ...relay },
      { SAMLResponse: deflateRawSync(xmlIn(form)).toString("base64"), ...relay, ...signed },
      { SAMLResponse: bomb.slice(0, 12_000), ...relay },
      { SAMLart: Buffer.from([0, 4, 0, 0, ...Buffer.alloc(40, 7)]).toString("base64"), ...relay },
    ]) {
      const answer = await send(`${ACS}?${new URLSearchParams(fields)}`);
      expect([400, 405]).toContain(answer.status); // 400: an address so long is none
      expect(answer.headers.get("location")).toBeNull();
    }
  });

  it("counts by POST with the signature that stands in it, and by none beside it", async () => {
    provider.faults.add("unsigned");
    const { form } = await answered();
    const beside = { SigAlg: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Signature: "AAAA", KeyInfo: "AAAA" };
    const simple = await postFields({ ...Object.fromEntries(form), ...beside });
    expect([simple.status, await simple.text()]).toEqual([400, expect.stringContaining("SAML_SIGNATURE")]);
    provider.faults.clear();
    const artifact = { SAMLart: "AAQAAMh48/1oXIM=", RelayState: (await answered()).form.get("RelayState") ?? "" };
    expect((await postFields(artifact)).status).toBe(400);
  });

  it("is not inflated when it is posted: what is no XML is none", async () => {
    const { form } = await answered();
    const answer = await postFields({
      SAMLResponse: deflateRawSync(xmlIn(form)).toString("base64"),
      RelayState: form.get("RelayState") ?? "",
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringMatching(/SAML_(ENCODING|NOT_XML)/)]);
  });
});

describe("SA31 a request to sign out", () => {
  it.each(["LO-valid", "LO-unsigned", "LO-selfsigned"])(
    "ends nobody's session, by whichever way it comes: %s",
    async (name) => {
      const browser = newBrowser();
      await through(browser, "bob");
      const xml = request(name);
      const relay = { RelayState: "x" };
      const posts = [
        { SAMLRequest: base64(xml), ...relay },
        { SAMLResponse: base64(xml), ...relay },
      ];
      for (const fields of posts) {
        expect((await postFields(fields)).status).toBe(400);
        const headers = { "Sec-Fetch-Site": "cross-site", Origin: new URL(provider.entityId).origin };
        expect((await browser.visit(ACS, { form: fields, headers })).status).toBe(400);
      }
      const query = new URLSearchParams({ SAMLRequest: deflateRawSync(xml).toString("base64") });
      for (const path of [ACS, "/auth/saml/lab/logout", "/auth/saml/lab/slo", "/auth/saml/logout"])
        expect([404, 405]).toContain((await browser.visit(`${path}?${query}`)).status);
      expect((await browser.visit("/api/auth/me")).status).toBe(200);
    },
  );
});

describe("SA19 an assertion that was taken", () => {
  it("is not taken again in another response", async () => {
    const posted = await unasked("bob");
    await finishOf(post(posted));
    const again = xmlIn(posted.form).replace(/(<\w+:Response [^>]*\bID=")[^"]*/, "$1_another-response");
    expect(again).not.toBe(xmlIn(posted.form));
    posted.form.set("SAMLResponse", base64(again));
    const answer = await post(posted);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("SAML_REPLAYED")]);
  });

  it("is known for as long as it would count, whatever has been tidied up", async () => {
    const posted = await unasked("bob");
    await finishOf(post(posted));
    const { samlPart } = await import("#app/features/saml/part.server.ts");
    for (const later of [minutes(4), minutes(5)]) {
      travel(later);
      for (const chore of Object.values(samlPart.chores ?? {})) await chore();
      const page = await (await post(posted)).text();
      expect(page).toMatch(/SAML_(REPLAYED|TIME)/);
    }
    travel(hours(1));
    expect(await (await post(posted)).text()).toContain("SAML_TIME");
  });
});

it("SA-07 Z-09 a group that nothing is mapped to gives nothing, and none makes a superuser", async () => {
  provider.faults.add("in-group-admins");
  const browser = newBrowser();
  await through(browser, "nina");
  const { id, roles } = (await (await browser.visit("/api/auth/me")).json()) as { id: string; roles: string[] };
  expect(roles).toEqual(["viewer"]);
  const { rows } = await pool.query("select is_superuser from auth.users where id = $1", [id]);
  expect(rows).toEqual([{ is_superuser: false }]);
});
