import { beforeEach, describe, expect, it } from "vitest";

import { answerOf, finishOf, leave, newBrowser, post, provider, through, unasked } from "./through.ts";
import type { Browser } from "#tests/support/browser.ts";
import { travel } from "#tests/support/travel.ts";
import { hours, minutes } from "#app/clock.ts";
import type { FaultName } from "#app/lab/saml/faults.ts";

const { send } = await import("#tests/support/app.ts");
const { pool } = await import("#app/db/client.server.ts");

const rows = async (text: string, ...values: unknown[]) => (await pool.query(text, values)).rows;
const isIn = async (browser: Browser) => (await browser.visit("/api/auth/me")).status === 200;
const countSessions = async () => (await rows("select count(*)::int as n from auth.sessions"))[0].n as number;
const lastResult = async () => (await rows("select * from auth.connection_results order by id desc limit 1"))[0];
const lastSignIn = async () =>
  (await rows("select * from auth.audit_events where event = 'sign-in' order by sequence desc limit 1"))[0];
const answered = async (browser: Browser, person = "bob", address?: string) =>
  answerOf(await leave(browser, address), person);

beforeEach(() => pool.query("truncate auth.counters"));

async function expectRefused(answer: Response, code: string, status = 400): Promise<string> {
  const page = await answer.text();
  expect({ status: answer.status, location: answer.headers.get("location") }).toEqual({ status, location: null });
  expect(page).toMatch(/<h1[^>]*>You are not signed in with/);
  expect(page).toContain(code);
  expect(page).toContain(answer.headers.get("x-request-id"));
  expect(answer.headers.getSetCookie()).toEqual([]);
  return page;
}

describe("the post that brings a response", () => {
  it("SA-02 signs nobody in by itself, and sets no cookie: only the browser that left can finish", async () => {
    const browser = newBrowser();
    const before = await countSessions();
    const answer = await post(await answered(browser));
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await countSessions()).toBe(before);
    const finish = answer.headers.get("location") ?? "";
    expect(finish).toMatch(/^\/auth\/saml\/lab\/finish\?ticket=[\w-]{43}$/);
    expect((await newBrowser().visit(finish)).status).toBe(400);
    expect((await browser.visit(finish)).status).toBe(303);
    expect(await isIn(browser)).toBe(true);
  });

  it("SA17 of a stranger's sign-in leads a victim nowhere, whose own way there is open meanwhile", async () => {
    const [attacker, victim] = [newBrowser(), newBrowser()];
    await leave(victim);
    const finish = await finishOf(post(await answered(attacker)));
    expect((await victim.visit(finish)).status).toBe(400);
    expect(await isIn(victim)).toBe(false);
  });

  it("ends with one session of ten who bring the ticket at once, and none for whoever brings it again", async () => {
    const browser = newBrowser();
    const finish = await finishOf(post(await answered(browser)));
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.visit(finish)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect((await browser.visit(finish)).status).toBe(400);
  });

  it("gives a ticket that counts for five minutes, and not at another connection", async () => {
    const browser = newBrowser();
    const finish = await finishOf(post(await answered(browser)));
    expect((await browser.visit(finish.replace("/lab/", "/closed/"))).status).toBe(400);
    travel(minutes(6));
    expect((await browser.visit(finish)).status).toBe(400);
  });

  it.each(["", "?ticket=", `?ticket=${"x".repeat(43)}`, "?ticket=%00"])(
    "counts with a ticket alone (%s)",
    async (query) => {
      expect((await newBrowser().visit(`/auth/saml/lab/finish${query}`)).status).toBe(400);
    },
  );

  it("SA30 comes by no other binding", async () => {
    for (const path of ["/auth/saml/lab/callback", "/auth/saml/callback"]) {
      const answer = await send(`${path}?SAMLResponse=PHNhbWxwOlJlc3BvbnNlLz4&RelayState=x`);
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    }
  });

  it("is a form, and not too large a one", async () => {
    const { form } = await answered(newBrowser());
    const json = { "Content-Type": "application/json", Origin: "https://elsewhere.test" };
    const as = (headers: Record<string, string>, body: string) =>
      send("/auth/saml/lab/callback", { method: "POST", headers, body });
    expect((await as(json, JSON.stringify(Object.fromEntries(form)))).status).toBe(415);
    expect((await as({ ...json, "Content-Type": "multipart/form-data; boundary=x" }, "--x--")).status).toBe(415);
    form.set("SAMLResponse", "A".repeat(100_000));
    await expectRefused(
      await post({ address: "https://app.example.test/auth/saml/lab/callback", form }),
      "SAML_TOO_LARGE",
    );
    form.set("SAMLResponse", "A".repeat(300_000));
    expect((await post({ address: "https://app.example.test/auth/saml/lab/callback", form })).status).toBe(413);
  });
});

const relayStates = [
  ["https://evil.example"],
  ["//evil.example"],
  ["javascript:alert(1)"],
  ['"><script>alert(1)</script>'],
  ["/settings/email"],
  ["a".repeat(90_000)],
];

describe("a question", () => {
  it("SA17 is answered once, one after the other and by ten at once: one session at most (SA19)", async () => {
    const browser = newBrowser();
    const posted = await answered(browser);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(posted)));
    const taken = answers.filter(({ status }) => status === 303);
    expect(taken).toHaveLength(1);
    expect((await browser.visit(taken[0]?.headers.get("location") ?? "")).status).toBe(303);
    await expectRefused(await post(posted), "SAML_REQUEST");
  });

  it("SA17 of another identity provider does not count at this one", async () => {
    const posted = await answered(newBrowser());
    await expectRefused(
      await post({ ...posted, address: posted.address.replace("/lab/", "/closed/") }),
      "SAML_REQUEST",
    );
  });

  it("SA17 of another of the same browser does not count for this one", async () => {
    const browser = newBrowser();
    const [first, second] = [await answered(browser), await answered(browser)];
    first.form.set("RelayState", second.form.get("RelayState") ?? "");
    await expectRefused(await post(first), "SAML_REQUEST");
  });

  it("is forgotten after ten minutes", async () => {
    const posted = await answered(newBrowser());
    travel(minutes(11));
    await expectRefused(await post(posted), "SAML_REQUEST");
  });

  it.each(relayStates)("SA29 is found by its key and by nothing else in RelayState (%.30s)", async (relayState) => {
    const posted = await answered(newBrowser());
    posted.form.set("RelayState", relayState);
    const page = await expectRefused(await post(posted), "SAML_REQUEST");
    expect(page).not.toContain(relayState);
    const begun = await unasked("bob");
    begun.form.set("RelayState", relayState);
    expect((await newBrowser().visit(await finishOf(post(begun)))).headers.get("location")).toBe("/dashboard");
  });

  it("stands there once, like the response", async () => {
    for (const field of ["RelayState", "SAMLResponse"]) {
      const posted = await answered(newBrowser());
      posted.form.append(field, posted.form.get(field) ?? "");
      expect((await post(posted)).status).toBe(400);
    }
  });
});

describe("a response that nobody asked for", () => {
  it("SA18 is refused where that is not switched on", async () => {
    await expectRefused(await post(await unasked("bob", "lab")), "SAML_REQUEST");
  });

  it("SA18 leads to the landing page where it is, once (SA19)", async () => {
    const [browser, posted] = [newBrowser(), await unasked("bob")];
    const answer = await browser.visit(await finishOf(post(posted)));
    expect(answer.headers.get("location")).toBe("/dashboard");
    expect(await isIn(browser)).toBe(true);
    await expectRefused(await post(posted), "SAML_REPLAYED");
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(posted)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(400));
  });

  it("SA18 counts once of ten at once", async () => {
    const posted = await unasked("bob");
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(posted)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  });
});

const wrongs: [FaultName, string, number][] = [
  ["unsigned", "SAML_SIGNATURE", 400],
  ["response-only-signature", "SAML_SIGNATURE", 400],
  ["foreign-key", "SAML_", 400],
  ["broken-signature", "SAML_SIGNATURE", 400],
  ["changed-after-signing", "SAML_SIGNATURE", 400],
  ["wrong-audience", "SAML_AUDIENCE", 400],
  ["wrong-recipient", "SAML_RECIPIENT", 400],
  ["wrong-destination", "SAML_DESTINATION", 400],
  ["wrong-request", "SAML_REQUEST", 400],
  ["no-request", "SAML_", 400],
  ["expired", "SAML_TIME", 400],
  ["transient-name", "SAML_TRANSIENT_NAME", 400],
  ["forgery-before", "SAML_", 400],
  ["with-doctype", "SAML_NOT_XML", 400],
  ["response-is-html", "SAML_NOT_XML", 400],
];

describe("an identity provider that is wrong", () => {
  it.each(wrongs)(
    "SA-03 SA-09 Z-08 SA16 signs nobody in, and tells people a code alone (%s)",
    async (fault, code, status) => {
      const before = await countSessions();
      provider.faults.add(fault);
      const browser = newBrowser();
      const page = await expectRefused(await through(browser, "bob"), code, status);
      expect(await isIn(browser)).toBe(false);
      expect(await countSessions()).toBe(before);
      const { reason, detail } = await lastResult();
      expect(reason).toBe("untrusted");
      expect(detail).toMatch(/^[\w-]+: /);
      expect(page).not.toContain(detail.split(": ")[1]);
      expect(await lastSignIn()).toMatchObject({
        outcome: "refused",
        reason: "untrusted",
        details: { connection: "saml-lab" },
      });
    },
  );

  it("SA-04 that says that nobody was signed in is believed", async () => {
    const browser = newBrowser();
    await expectRefused(await post(await answerOf(await leave(browser), "")), "SAML_STATUS", 401);
    expect((await lastResult()).reason).toBe("refused");
  });

  it("SA34 has rolled its key over to the one that it announced, and people come in", async () => {
    provider.faults.add("key-rolled");
    expect((await through(newBrowser(), "bob")).status).toBe(303);
  });

  it("is remembered for a day while its metadata cannot be read anew, and no longer", async () => {
    await through(newBrowser(), "bob");
    provider.faults.add("metadata-down");
    travel(hours(2));
    expect((await newBrowser().visit("/auth/saml/lab/login")).status).toBe(303);
    travel(hours(25));
    expect((await newBrowser().visit("/auth/saml/lab/login")).status).toBe(503);
  });
});

it("what nobody came for is deleted once it counts no more", async () => {
  await finishOf(post(await answered(newBrowser())));
  const { samlPart } = await import("#app/features/saml/part.server.ts");
  const count = async () =>
    (
      await rows(
        "select (select count(*) from auth.saml_tickets)::int as t, (select count(*) from auth.saml_assertions)::int as a",
      )
    )[0];
  expect((await count()).t).toBeGreaterThan(0);
  travel(hours(3));
  for (const chore of Object.values(samlPart.chores ?? {})) await chore();
  expect(await count()).toEqual({ t: 0, a: 0 });
});
