import { describe, expect, it } from "vitest";

import sets from "#tests/attacks/data/origins.json";
import { app, origin, send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { cookiesOf, openedFor, SESSION } from "#tests/app/opened.ts";

type Headers = Record<string, string>;

const foreign = (sets.refuse as Headers[]).filter((headers) => Object.keys(headers).length > 0);
const evil: Headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };

const posts = app.listPolicies().filter(({ method }) => method === "POST");
const isWelcome = ({ policy }: { policy: string }) => policy.includes("posts from other sites");
const refusing = posts.filter((post) => !isWelcome(post)).map(({ path }) => path);
const welcoming = posts.filter(isWelcome).map(({ path }) => path);

/** Posts with alice's cookies and her genuine form token: what is left to refuse it is where it comes from. */
async function postAsAlice(target: string, headers: Headers, fields: Record<string, string> = {}) {
  const alice = await openedFor("alice");
  await alice.visit("/dashboard");
  const form = { csrf: alice.cookies.get("__Host-XSRF-TOKEN") ?? "", ...fields };
  const answer = await send(target, { method: "POST", form, headers: { Cookie: cookiesOf(alice), ...headers } });
  return { alice, answer };
}

describe("a post that another site had alice's browser send", () => {
  const attempts = refusing.flatMap((path) => foreign.map((headers) => ({ path, headers })));

  it.each(attempts)(
    "CS01 CS02 CS03 CS05 CS06 CS08 is refused at $path with $headers, and she stays signed in",
    async ({ path, headers }) => {
      const { alice, answer } = await postAsAlice(path, headers, { intent: "revoke-others", theme: "dark" });
      expect(answer.status).toBe(403);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect((await alice.visit("/dashboard")).status).toBe(200);
    },
  );

  // Which ones these are stands in the table of policies.
  it.each(welcoming)("CS05 changes nothing of hers at %s, where such posts are welcome", async (path) => {
    const { alice, answer } = await postAsAlice(path, evil, { intent: "revoke-others", theme: "dark" });
    expect([400, 401, 404]).toContain(answer.status);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await alice.visit("/dashboard")).status).toBe(200);
  });

  it.each(sets.accept as Headers[])("CS01 is taken when it comes from our own page, with %j", async (headers) => {
    const { answer } = await postAsAlice("/theme", headers, { theme: "dark" });
    expect(answer.status).toBe(303);
  });

  it("CS05 CS06 the origin in the configuration counts, not the host that the request names", async () => {
    const spoofed: Headers[] = [
      { Origin: "https://evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" },
      { Origin: "https://evil.example", Host: "evil.example" },
      { Origin: "https://APP.example.test" },
      { Origin: "https://app.example.test." },
      { Origin: "https://app.example.test@evil.example" },
      { Origin: `${origin}, https://evil.example` },
      { Origin: `${origin}/` },
    ];
    for (const headers of spoofed) {
      const { answer } = await postAsAlice("/theme", headers, { theme: "dark" });
      expect([400, 403], JSON.stringify(headers)).toContain(answer.status);
    }
  });

  it("CS07 CS09 is refused at every other way in as well", async () => {
    const ways = [
      "/theme.data",
      "/theme?_data=routes%2Ftheme",
      "/THEME",
      "/settings/sessions.data",
      "/login.data",
      "/login?_data=routes%2Fsign-in",
      "/login?index",
    ];
    for (const way of ways) {
      const { answer } = await postAsAlice(way, evil, { theme: "dark", intent: "revoke-others" });
      expect([400, 403], way).toContain(answer.status);
      expect(answer.headers.getSetCookie(), way).toEqual([]);
    }
  });

  it("CS03 without an Origin, fetch metadata must not name another site", async () => {
    expect((await postAsAlice("/theme", { "Sec-Fetch-Site": "same-site" }, { theme: "dark" })).answer.status).toBe(403);
    expect((await postAsAlice("/theme", { "Sec-Fetch-Site": "same-origin" }, { theme: "dark" })).answer.status).toBe(
      303,
    );
  });

  it("CS04 an old client that names neither still needs the form token of this session", async () => {
    expect((await postAsAlice("/theme", {}, { theme: "dark", csrf: "" })).answer.status).toBe(403);
    expect((await postAsAlice("/theme", {}, { theme: "dark" })).answer.status).toBe(303);
  });
});

describe("signing in and out from another site", () => {
  it.each(["/login", "/login.data", "/login?_data=routes%2Fsign-in"])(
    "CS09 %s signs nobody in with the attacker's password",
    async (target) => {
      const victim = newBrowser();
      await victim.visit("/login");
      const answer = await victim.submit(target, { identifier: "bob", password: demoPassword }, { headers: evil });
      expect([400, 403]).toContain(answer.status);
      expect(victim.cookies.has(SESSION)).toBe(false);
    },
  );

  it("CS10 LG-08 neither looking at /logout nor posting there from elsewhere ends alice's session", async () => {
    const alice = await signedIn("alice");
    const csrf = alice.cookies.get("__Host-XSRF-TOKEN") ?? "";
    const tries = [
      await alice.visit("/logout"),
      await alice.visit("/logout", { method: "HEAD" }),
      await alice.visit("/logout", {
        headers: { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image", Accept: "image/*" },
      }),
      await alice.visit("/logout.data"),
      await alice.visit("/logout", { form: { csrf }, headers: evil }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([405, 405, 405, 405, 403]);
    expect((await alice.visit("/dashboard")).status).toBe(200);
  });
});
