import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

vi.hoisted(() =>
  Object.assign(process.env, {
    CONNECTIONS_IN_OWN_NETWORKS: "true",
    OIDC_FIXED_ISSUER: "https://fixed.example.com",
    OIDC_FIXED_CLIENT_ID: "us",
    OIDC_FIXED_CLIENT_SECRET: "only the environment knows this",
  }),
);

import { origin } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { chooseAt } from "#tests/support/openid-visit.ts";
import { pool } from "#app/db/client.server.ts";
import { labClient } from "#app/lab/openid/clients.ts";
import { startOpenIdProvider } from "#app/lab/openid/provider.ts";
import { eventsAbout, helperWith, idOf, newRole, roleIdOf } from "./administrators.ts";
import { descriptionOf, issuerThat, issuerWith } from "./issuers.ts";
import { addUnverified, openedFor } from "./opened.ts";

const client = { ...labClient, redirectUris: [`${origin}/auth/acme/callback`] };
const provider = await startOpenIdProvider({ clients: [client] });
afterAll(provider.close);

let alice: Browser;
let root: Browser;
beforeAll(async () => {
  [alice, root] = [await openedFor("alice"), await openedFor("root")];
  await alice.visit("/admin/connections");
  await root.visit("/admin/connections");
});

beforeEach(async () => {
  provider.faults.clear();
  await pool.query("truncate auth.counters, auth.connections, auth.connection_results");
  await pool.query("delete from auth.identities");
  await pool.query("delete from auth.users where email = 'nina@example.com'");
});

const form = {
  name: "acme",
  label: "Acme",
  issuer: provider.issuer,
  clientId: client.id,
  clientSecret: client.secret,
  scopes: "openid email profile",
};

const add = (more: Partial<typeof form> = {}) => alice.submit("/admin/connections/new", { ...form, ...more });

/** The address of the page of a connection that alice has just added. */
async function added(more: Partial<typeof form> = {}): Promise<string> {
  const answer = await add(more);
  const [page, doneIt] = (answer.headers.get("Location") ?? "").split("?");
  if (!page || doneIt !== "done=added") throw new Error(`not added: ${answer.status} ${await answer.text()}`);
  return page;
}

const change = (browser: Browser, page: string, fields: Record<string, string>) =>
  browser.submit(page, { intent: "change", label: "Acme", ...fields });

const stored = async (name = "acme") =>
  (await pool.query("select * from auth.connections where name = $1", [name])).rows[0];

/** Goes through the connection as one of the provider's people. Gives where that ends, and the status. */
async function comesIn(username: string, browser = newBrowser()): Promise<[number, string | null]> {
  const left = await browser.visit("/auth/acme/login");
  const back = await chooseAt(left.headers.get("Location") ?? "", username);
  const answer = await browser.visit(`${back.pathname}${back.search}`);
  return [answer.status, answer.headers.get("Location")];
}

const rolesOf = async (username: string) =>
  (
    await pool.query(
      `select r.name from auth.memberships m join auth.roles r on r.id = m.role_id join auth.users u on u.id = m.user_id
       where u.email = $1 order by 1`,
      [`${username}@example.com`],
    )
  ).rows.map(({ name }) => name as string);

describe("a connection that an administrator adds", () => {
  it("OL-05 is there at once: a button to sign in by, a row in the list, a page that says what to register", async () => {
    const page = await added();
    expect(await (await newBrowser().visit("/login")).text()).toContain('href="/auth/acme/login?');
    const list = await (await alice.visit("/admin/connections")).text();
    expect(list).toContain(`href="${page}"`);
    expect(list).toContain(provider.issuer);
    expect(await (await alice.visit(page)).text()).toContain(`${origin}/auth/acme/callback`);
    expect(await eventsAbout(page.split("/").at(-1) ?? "")).toEqual(["connection.added done"]);
  });

  it("makes no accounts, gives no roles and is trusted about no domain until somebody says so", async () => {
    const page = await added();
    expect(await comesIn("nina")).toEqual([403, null]);
    expect(await comesIn("bob")).toEqual([403, null]);
    await change(alice, page, { createsUsers: "on", groupMap: "editors = editor" });
    expect([await comesIn("nina"), await comesIn("bob")]).toEqual([[403, null], [403, null]]); // prettier-ignore
    await change(root, page, { createsUsers: "on", trustedDomains: "example.com", groupMap: "editors = editor" });
    expect(await comesIn("nina")).toEqual([303, "/dashboard"]);
    expect(await rolesOf("nina")).toEqual(["editor", "viewer"]);
    expect(await comesIn("bob")).toEqual([303, "/dashboard"]);
  });

  it("says how the last sign-ins through it went, with the codes that find them in the log", async () => {
    const page = await added();
    await change(root, page, { createsUsers: "on", trustedDomains: "example.com" });
    await comesIn("nina");
    provider.faults.add("wrong-nonce");
    await comesIn("nina");
    const { rows } = await pool.query("select reason, request_id from auth.connection_results order by id");
    expect(rows.map(({ reason }) => reason)).toEqual([null, "untrusted"]);
    for (const shown of [await alice.visit(page), await alice.visit("/admin/connections")]) {
      const html = await shown.text();
      expect(html).toContain("What the provider said could not be verified");
      for (const { request_id } of rows) expect(html).toContain(request_id);
    }
  });

  it("can be tried, and tells what its provider says of itself, or what is wrong", async () => {
    const page = await added();
    const told = await (await alice.submit(page, { intent: "check" })).text();
    expect(told).toContain("People can sign in through this provider");
    expect(told).toContain(`${provider.issuer}/authorize`);
    provider.faults.add("down");
    expect(await (await alice.submit(page, { intent: "check" })).text()).toContain(
      "cannot be reached, or answers with",
    );
  });

  it("can be switched off and on again", async () => {
    const page = await added();
    expect((await alice.submit(page, { intent: "off" })).headers.get("Location")).toBe(`${page}?done=off`);
    expect((await newBrowser().visit("/auth/acme/login")).status).toBe(404);
    expect(await (await newBrowser().visit("/login")).text()).not.toContain("/auth/acme/login");
    await alice.submit(page, { intent: "on" });
    expect((await newBrowser().visit("/auth/acme/login")).status).toBe(303);
  });

  it("gets another secret, which counts from the next sign-in on", async () => {
    const page = await added({ clientSecret: "not the one that the provider knows" });
    await change(root, page, { createsUsers: "on", trustedDomains: "example.com" });
    expect((await comesIn("nina"))[0]).toBe(400);
    await alice.submit(page, { intent: "secret", secret: client.secret });
    expect((await comesIn("nina"))[0]).toBe(303);
  });
});

describe("removing a connection", () => {
  it("Z-09 says whom it concerns, and takes identities, roles and sessions with it", async () => {
    const page = await added();
    await change(root, page, { createsUsers: "on", groupMap: "editors = editor", trustedDomains: "example.com" });
    const nina = newBrowser();
    await comesIn("nina", nina);
    expect((await nina.visit("/dashboard")).status).toBe(200);
    const asked = await (await alice.visit(page)).text();
    expect(asked).toContain("1 person is disconnected from Acme");
    expect(asked).toContain("1 of them has no other way in");
    const answer = await alice.submit(page, { intent: "remove" });
    expect(answer.headers.get("Location")).toBe("/admin/connections?done=removed");
    expect((await nina.visit("/dashboard")).status).toBe(303);
    expect(await rolesOf("nina")).toEqual(["viewer"]);
    expect((await pool.query("select 1 from auth.identities where connection = 'acme'")).rowCount).toBe(0);
    expect((await newBrowser().visit("/auth/acme/login")).status).toBe(404);
    expect((await eventsAbout(page.split("/").at(-1) ?? ""))[0]).toBe("connection.removed done");
    expect((await eventsAbout(await idOf("nina")))[0]).toBe("membership.removed done");
    expect((await alice.visit(page)).status).toBe(404);
  });

  it("leaves identities and roles where another connection leads to the same place, and ends the sessions", async () => {
    const page = await added();
    await change(root, page, { createsUsers: "on", groupMap: "editors = editor", trustedDomains: "example.com" });
    const nina = newBrowser();
    await comesIn("nina", nina);
    await added({ name: "same-place" });
    expect(await (await alice.visit(page)).text()).toContain("No account is disconnected");
    await alice.submit(page, { intent: "remove" });
    const { rows } = await pool.query("select connection from auth.identities where user_id = $1", [
      await idOf("nina"),
    ]);
    expect(rows).toEqual([{ connection: "same-place" }]);
    expect(await rolesOf("nina")).toEqual(["editor", "viewer"]);
    expect((await nina.visit("/dashboard")).status).toBe(303);
  });

  it("OC12 lets nobody come back who left before, not even where its name leads somewhere else by then", async () => {
    const page = await added();
    const browser = newBrowser();
    const left = await browser.visit("/auth/acme/login");
    const back = await chooseAt(left.headers.get("Location") ?? "", "nina");
    await alice.submit(page, { intent: "remove" });
    await added();
    expect((await browser.visit(`${back.pathname}${back.search}`)).status).toBe(400);
  });
});

describe("whoever may manage connections, and nothing more,", () => {
  it("AZ25 nobody without that permission sees or changes any", async () => {
    const page = await added();
    const bob = await openedFor("bob");
    await bob.visit("/dashboard");
    for (const path of ["/admin/connections", "/admin/connections/new", page]) {
      expect((await bob.visit(path)).status).toBe(403);
      expect((await newBrowser().visit(path)).headers.get("Location")).toContain("/login");
    }
    expect((await bob.submit("/admin/connections/new", { ...form, name: "bobs" })).status).toBe(403);
    for (const intent of ["change", "secret", "off", "check", "remove"])
      expect((await bob.submit(page, { intent })).status).toBe(403);
    expect(await stored()).toMatchObject({ label: "Acme", is_enabled: true });
  });

  it("AZ08 cannot have a provider believed about anybody's address: only superusers say for which domains it is", async () => {
    const page = await added();
    expect(await (await alice.visit(page)).text()).not.toContain('name="trustedDomains"');
    const refused = await change(alice, page, { trustedDomains: "example.com" });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("Only a superuser");
    expect((await stored()).trusted_domains).toEqual([]);
    const [first] = await eventsAbout(page.split("/").at(-1) ?? "");
    expect(first).toBe("access.refused refused beyond-own-rights");
    expect((await change(root, page, { trustedDomains: "Example.com, example.org" })).status).toBe(303);
    expect((await stored()).trusted_domains).toEqual(["example.com", "example.org"]);
    // What a superuser has set stays when somebody else changes something beside it.
    expect((await change(alice, page, { label: "Acme Ltd" })).status).toBe(303);
    expect((await stored()).trusted_domains).toEqual(["example.com", "example.org"]);
  });

  it("AZ08 cannot have a provider give roles that they may not give themselves", async () => {
    const page = await added();
    await newRole("everything", [], true);
    const helper = await helperWith("conny", ["admin:connections"]);
    await helper.visit("/admin/connections");
    for (const [groupMap, status] of [
      ["staff = admin", 403],
      ["staff = everything", 403],
      ["staff = editor", 403],
      ["staff = nothing of the kind", 400],
      ["staff", 400],
    ] as const) {
      const answer = await change(helper, page, { groupMap });
      expect([groupMap, answer.status]).toEqual([groupMap, status]);
      expect(await answer.text()).toContain(groupMap); // what was typed is still there
    }
    expect((await stored()).group_map).toEqual({});
    expect((await change(alice, page, { groupMap: "staff = everything" })).status).toBe(403);
    expect((await change(alice, page, { groupMap: "staff = editor, admin\n\nothers=viewer" })).status).toBe(303);
    expect((await stored()).group_map).toEqual({ staff: ["editor", "admin"], others: ["viewer"] });
    // They may leave and take away what others have set, and add nothing to it.
    expect((await change(helper, page, { groupMap: "staff = admin" })).status).toBe(303);
    expect((await change(helper, page, { groupMap: "staff = admin\nmine = admin" })).status).toBe(403);
  });

  it("AZ08 cannot switch on what somebody with more rights has switched off", async () => {
    const page = await added();
    const helper = await helperWith("connie", ["admin:connections"]);
    await helper.visit("/admin/connections");
    await change(alice, page, { groupMap: "staff = admin" });
    await alice.submit(page, { intent: "off" });
    expect((await helper.submit(page, { intent: "on" })).status).toBe(403);
    expect((await stored()).is_enabled).toBe(false);
    await change(root, page, { groupMap: "", trustedDomains: "example.com" });
    const refused = await alice.submit(page, { intent: "on" });
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("Only a superuser")]);
    expect((await root.submit(page, { intent: "on" })).status).toBe(303);
  });

  it("AZ08 cannot have a provider make an account under anybody's address, and wait there for them to come", async () => {
    const page = await added();
    await change(alice, page, { createsUsers: "on" });
    expect(await comesIn("nina")).toEqual([403, null]);
    expect((await pool.query("select 1 from auth.users where email = 'nina@example.com'")).rowCount).toBe(0);
    expect(await (await alice.visit(page)).text()).toContain("The address is in none of its trusted domains");
  });

  it("AZ08 cannot have a provider take up what somebody else was promised", async () => {
    const page = await added();
    await root.visit("/admin/users/invite");
    const sent = { intent: "invite", email: "nina@example.com", role: await roleIdOf("admin") };
    expect((await root.submit("/admin/users/invite", sent)).status).toBe(303);
    expect(await comesIn("nina")).toEqual([403, null]);
    await change(alice, page, { createsUsers: "on" });
    expect(await comesIn("nina")).toEqual([403, null]);
    await change(root, page, { createsUsers: "on", trustedDomains: "example.com" });
    expect(await comesIn("nina")).toEqual([303, "/dashboard"]);
    expect(await rolesOf("nina")).toEqual(["admin"]);
  });

  it("AC06 cannot have a provider push somebody out who registered and has not confirmed their address yet", async () => {
    const page = await added();
    await change(alice, page, { createsUsers: "on" });
    await addUnverified("nina");
    expect(await comesIn("nina")).toEqual([403, null]);
    expect((await pool.query("select 1 from auth.users where username = 'nina'")).rowCount).toBe(1);
  });

  it("OC12 cannot point a connection somewhere else", async () => {
    const page = await added();
    const before = await stored();
    const elsewhere = {
      issuer: "https://evil.example.net",
      clientId: "evil",
      name: "evil",
      kind: "oauth2",
      scopes: "x",
    };
    await change(alice, page, elsewhere);
    await change(alice, page, { "settings.issuer": "https://evil.example.net", settings: '{"issuer":"x"}' });
    expect(await stored()).toMatchObject({ settings: before.settings, name: "acme", kind: "openid" });
  });

  it("SE21 is asked again who they are before a change, and the secret waits encrypted meanwhile", async () => {
    const tired = await openedFor("alice");
    await tired.visit("/admin/connections");
    await pool.query("update auth.sessions set authenticated_at = now() - interval '11 minutes'");
    const asked = await tired.submit("/admin/connections/new", { ...form, clientSecret: "on its way to be kept" });
    expect(asked.headers.get("Location")).toContain("/confirm?");
    const { rows } = await pool.query("select sealed from auth.held_forms");
    expect(JSON.stringify(rows)).not.toContain("on its way");
    expect(await stored()).toBeUndefined();
    [alice, root] = [await openedFor("alice"), await openedFor("root")];
    await alice.visit("/admin/connections");
    await root.visit("/admin/connections");
  });
});

describe("what is typed for a new connection", () => {
  const problems: [string, Partial<typeof form>, number, string][] = [
    ["a name of the environment's", { name: "fixed" }, 409, "There is a connection of this name"],
    ["a name that stands in no address", { name: "Acme/../x" }, 400, "Write a small letter"],
    ["a label of two lines", { label: "Sign in\nhere" }, 400, "Write one line"],
    ["a label that turns the text", { label: "Acme \u202Egro" }, 400, "Write one line"],
    ["no client id", { clientId: "" }, 400, "Write the id"],
    ["a secret that no provider gives", { clientSecret: "caf\u00e9" }, 400, "Write the secret"],
    ["a scope with a quote", { scopes: 'openid "x' }, 400, "Write names"],
    ["an issuer that is no address", { issuer: "acme" }, 400, "An issuer is an https address"],
    ["http elsewhere", { issuer: "http://login.example.com" }, 400, "An issuer is an https address"],
    ["a password in the address", { issuer: "https://me:pw@login.example.com" }, 400, "An issuer is an https address"],
    ["many issuers in one", { issuer: "https://login.example.com/{tenantid}/v2.0" }, 400, "An issuer is an https"],
    ["link-local, where clouds keep secrets", { issuer: "https://169.254.169.254/latest" }, 400, "may not call that"],
    ["nobody at home", { issuer: "http://127.0.0.1:9" }, 400, "cannot be reached"],
  ];

  it.each(problems)(
    "OC14 %s: nothing is added, and all but the secret stays in the form",
    async (_, typed, status, words) => {
      const answer = await add(typed);
      const html = await answer.text();
      expect([answer.status, html]).toEqual([status, expect.stringContaining(words)]);
      expect(html).toContain(`value="${typed.clientId ?? client.id}"`);
      expect(html).not.toContain(client.secret);
      expect(await stored()).toBeUndefined();
    },
  );

  it("a second connection of the same name", async () => {
    await added();
    expect((await add()).status).toBe(409);
    const both = await Promise.all([add({ name: "twin" }), add({ name: "twin" })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  });

  it("XS01 markup in a label is a label", async () => {
    const page = await added({ label: `<img src=x onerror="alert(1)">` });
    for (const path of ["/login", "/admin/connections", page]) {
      const html = await (await alice.visit(path === "/login" ? "/admin/connections" : path)).text();
      expect(html).not.toContain("<img src=x");
    }
    expect(await (await newBrowser().visit("/login")).text()).not.toContain("<img src=x");
    expect((await newBrowser().visit("/auth/acme/login")).status).toBe(303);
  });
});

describe("OC14 a provider that cannot be used is not added, and the answer says what to mend", () => {
  const wrong: [string, object, string][] = [
    ["another issuer", { issuer: "https://accounts.google.com" }, "describes another issuer"],
    ["no token endpoint", { token_endpoint: undefined }, "lacks an endpoint"],
    ["an endpoint without TLS", { token_endpoint: "http://login.example.com/token" }, "lacks an endpoint"],
    ["an endpoint that is a script", { authorization_endpoint: "javascript:alert(1)" }, "lacks an endpoint"],
    ["no code flow", { response_types_supported: ["id_token token"] }, "authorization code flow"],
    ["no code flow, said otherwise", { grant_types_supported: ["implicit"] }, "authorization code flow"],
    ["plain PKCE alone", { code_challenge_methods_supported: ["plain"] }, "PKCE with S256"],
  ];
  it.each(wrong)("%s", async (_, more, words) => {
    const answer = await add({ issuer: await issuerWith(more) });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(words)]);
  });

  it.each([
    ["none", []],
    ["for encryption alone", [{ kty: "RSA", use: "enc", n: "A".repeat(342), e: "AQAB" }]],
    ["too short", [{ kty: "RSA", n: "A".repeat(171), e: "AQAB" }]],
    ["shared with everybody", [{ kty: "oct", k: "AAAA" }]],
    ["no keys at all", ["key", null, 7]],
  ])("keys: %s", async (_, keys) => {
    const answer = await add({ issuer: await issuerWith({}, { keys }) });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("shows no key")]);
  });

  it("keeps quiet about S256, as some of the large ones do: it is added all the same", async () => {
    const page = await added({ issuer: await issuerWith({ code_challenge_methods_supported: undefined }) });
    expect(page).toContain("/admin/connections/");
  });

  it("a page instead of a description, a status, a redirect", async () => {
    const page = await issuerThat(() => (_, response) => response.end("<html>Sign in</html>"));
    expect(await (await add({ issuer: page })).text()).toContain("is not JSON");
    const missing = await issuerThat(() => (_, response) => response.writeHead(404).end("{}"));
    expect(await (await add({ issuer: missing })).text()).toContain("No provider describes itself");
    const moved = await issuerThat(
      () => (_, response) => response.writeHead(302, { Location: "http://127.0.0.1:9/" }).end(),
    );
    expect(await (await add({ issuer: moved })).text()).toContain("sends us on to another address");
  });

  it("one that says nothing: the answer is there within five seconds, and everybody else is served meanwhile", async () => {
    const issuer = await issuerThat(() => () => {});
    const began = performance.now();
    const [answer, other] = await Promise.all([
      add({ issuer }),
      newBrowser()
        .visit("/login")
        .then(({ status }) => [status, performance.now() - began < 2_000]),
    ]);
    expect(await answer.text()).toContain("No answer within four seconds");
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(other).toEqual([200, true]);
  });

  it("keys that drip for ever: the same", async () => {
    const issuer = await issuerThat((own) => (request, response) => {
      if (request.url !== "/jwks") return void response.end(JSON.stringify(descriptionOf(own)));
      const drip = setInterval(() => response.write(" "), 50);
      response.once("close", () => clearInterval(drip));
    });
    const began = performance.now();
    expect(await (await add({ issuer })).text()).toContain("No answer within four seconds");
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("200 MB, of which little is read", async () => {
    let written = 0;
    const chunk = Buffer.alloc(64 * 1024, " ");
    const issuer = await issuerThat(() => (_, response) => {
      const more = () => {
        while (written < 200_000_000 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", more);
        }
        return undefined;
      };
      more();
    });
    expect(await (await add({ issuer })).text()).toContain("larger than 256 kB");
    expect(written).toBeLessThan(20_000_000);
  });
});

describe("the secret of a connection", () => {
  const SECRET = "a-client-secret-that-nobody-may-see";

  it("CK04 rests encrypted, and stands in no answer and no audit row", async () => {
    const page = await added({ clientSecret: SECRET });
    const answers = [
      await alice.visit(page),
      await alice.visit(`${page}.data`),
      await alice.visit("/admin/connections"),
      await alice.visit("/admin/connections.data"),
      await alice.submit(page, { intent: "secret", secret: `${SECRET}\u00e9` }),
      await add({ clientSecret: SECRET }), // taken by now
    ];
    for (const answer of answers) {
      const text = await answer.text();
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain("sealed");
    }
    await alice.submit(page, { intent: "secret", secret: `${SECRET}-2` });
    expect((await stored()).sealed).toMatch(/^1\.[\w-]+$/);
    const { rows } = await pool.query("select details from auth.audit_events where event like 'connection.%'");
    expect(rows.map(({ details }) => details)).toContainEqual({ connection: "acme", fields: "secret" });
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });

  it("CK05 under a key that is not listed any more shuts the connection alone, and the page says what to do", async () => {
    const page = await added();
    await pool.query("update auth.connections set sealed = '9' || substr(sealed, 2)");
    expect((await newBrowser().visit("/login")).status).toBe(200);
    expect((await newBrowser().visit("/auth/acme/login")).status).toBe(404);
    expect(await (await alice.visit(page)).text()).toContain("enter the secret once more");
    expect(await (await alice.visit("/admin/connections")).text()).toContain("Secret unreadable");
    await alice.submit(page, { intent: "secret", secret: client.secret });
    expect((await newBrowser().visit("/auth/acme/login")).status).toBe(303);
  });
});

it("OL-09 the environment's connections are in the list, and nobody changes them", async () => {
  const list = await (await alice.visit("/admin/connections")).text();
  expect(list).toMatch(/Fixed[\s\S]{0,200}in the environment/);
  expect(list).toContain("https://fixed.example.com");
  expect(list).not.toContain("only the environment knows this");
  expect((await alice.visit("/admin/connections/fixed")).status).toBe(404);
  expect((await alice.submit("/admin/connections/fixed", { intent: "off" })).status).toBe(404);
});
