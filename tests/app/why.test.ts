import { describe, expect, it } from "vitest";

import { app } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { demoProjects } from "#app/db/demo-data.ts";
import { pool } from "#app/db/client.server.ts";
import { helperWith } from "./administrators.ts";
import { addVerified, openedFor } from "./opened.ts";
import { guard } from "#app/guards/guard.server.ts";

const main = async (browser: Browser, target: string) => {
  const html = await (await browser.visit(target)).text();
  return html.slice(html.indexOf("<main"), html.indexOf("</main")).replaceAll("<!-- -->", "");
};

/** The id of a request of theirs that was refused. */
async function refusedId(who: string, target: string, status = 403): Promise<string> {
  const answer = await (await openedFor(who)).visit(target);
  expect(answer.status).toBe(status);
  return answer.headers.get("X-Request-Id") ?? "";
}

describe("the why page", () => {
  it("RB-11 answers a question that stands in the address, in a picture and in words", async () => {
    const html = await main(
      await openedFor("alice"),
      "/admin/why?user=bob&permission=project:update&model=project&row=Breakwater",
    );
    expect(html).toContain("No: bob may not project:update on Breakwater.");
    expect(html).toContain("Condition is_owner (user: bob, ownerId: alice), fails here");
    expect(html).toContain("Share Breakwater with bob (project:update).");
    expect(html).toContain("Give bob the role admin.");
  });

  it("says what is wrong with a question at the field where it is wrong", async () => {
    const alice = await openedFor("alice");
    for (const [query, words] of [
      ["user=nobody&permission=project:read", "There is nobody called that"],
      ["user=bob&permission=project:read&row=P9", "There is nothing with that id or name"],
      ["user=bob&permission=project:read&at=noon", "That is not a moment"],
      ["user=%00&permission=project:read", "There is nobody called that"],
      ["request=nothing", "No refusal with this code"],
      ["request=%00", "No refusal with this code"],
    ] as const)
      expect(await main(alice, `/admin/why?${query}`), query).toContain(words);
  });

  it("AZ03 names no row that whoever asks may not read, and finds none by its name", async () => {
    const asker = await helperWith("may-ask-only", ["admin:why"]);
    const question = "user=bob&permission=project:update&row=";
    const { id } = demoProjects[2];
    for (const page of ["/admin/why", "/api/why"]) {
      const byId = await (await asker.visit(`${page}?${question}${id}`)).text();
      expect(byId).toContain(id);
      expect(byId).not.toContain("Breakwater");
    }
    for (const name of ["Breakwater", "P3", "project:breakwater"])
      expect((await asker.visit(`/api/why?${question}${name}`)).status, name).toBe(404);
  });

  it("RX19 shows a name that somebody gave as text", async () => {
    await pool.query("update projects set name = '<img src=x onerror=alert(1)>' where name = 'Ferry'");
    const html = await main(await openedFor("alice"), "/admin/why?user=bob&permission=project:read&row=P4");
    expect(html).toContain("&lt;img src=x");
    expect(html).not.toContain("<img src=x");
    await pool.query("update projects set name = 'Ferry' where name like '<img%'");
  });

  it.each(["/admin/why", "/admin/why.data", "/admin/matrix", "/admin/matrix.data", "/api/why"])(
    "AZ25 tells nobody else anything at %s",
    async (target) => {
      const question = `${target}?user=alice&permission=project:delete`;
      for (const who of ["bob", "carol", "erin"]) {
        const answer = await (await openedFor(who)).visit(question);
        expect([who, answer.status]).toEqual([who, 403]);
        expect(await answer.text()).not.toMatch(/alice|admin &gt;|project:delete/);
      }
      const stranger = await newBrowser().visit(question);
      expect([303, 401]).toContain(stranger.status);
    },
  );
});

describe("the why of one refused request", () => {
  const about = async (id: string) => main(await openedFor("alice"), `/admin/why?request=${id}`);

  it("names the route, what it asks for and the permission that was missing", async () => {
    await addVerified("gus");
    const html = await about(await refusedId("gus", "/admin/matrix"));
    expect(html).toContain("gus was refused: GET /admin/matrix.");
    expect(html).toContain("A URL rule in front of the route said no.");
    expect(html).toContain("can admin:why");
    expect(html).toContain("Give gus the role admin.");
  });

  it("AZ03 shows why a row was said not to be there, which the person is not told", async () => {
    const html = await about(await refusedId("erin", `/projects/${demoProjects[2].id}`, 404));
    expect(html).toContain("erin was refused: GET /projects/:id.");
    expect(html).toContain("There was no such thing, or they may not read it");
    expect(html).toContain("Share Breakwater with erin (project:read).");
  });

  it("says which part said no where it was no permission: the form's token, the limit, the age of the sign-in", async () => {
    const carol = await openedFor("carol");
    const form = { method: "POST", form: { intent: "revoke" }, headers: { Origin: "https://app.example.test" } };
    const csrf = await carol.visit("/settings/sessions", form);
    expect(csrf.status).toBe(403);
    expect(await about(csrf.headers.get("X-Request-Id") ?? "")).toContain("The form did not carry its token");
    let answer = csrf;
    while (answer.status !== 429) answer = await carol.submit("/settings/sessions", { intent: "revoke", id: "none" });
    expect(await about(answer.headers.get("X-Request-Id") ?? "")).toContain("more often than the route");
    await pool.query("update auth.sessions set authenticated_at = authenticated_at - interval '1 hour'");
    const later = await carol.visit("/settings/email");
    expect(await about(later.headers.get("X-Request-Id") ?? "")).toContain("confirm again who they are");
  });

  it("AZ25 is offered by the error page to those who may ask, and to nobody else", async () => {
    const home = app.build.routes["routes/home"];
    if (!home) throw new Error("there is no start page");
    const { module } = home;
    home.module = { ...module, loader: guard({ anyRole: ["a role that nobody has"] }, () => null) as never };
    const refusedPage = async (who: string) => {
      const answer = await (await openedFor(who)).visit("/");
      const offer = `/admin/why?request=${answer.headers.get("X-Request-Id")}`;
      return [answer.status, (await answer.text()).includes(offer)];
    };
    const pages = [await refusedPage("alice"), await refusedPage("bob"), await refusedPage("erin")];
    home.module = module;
    expect(pages).toEqual([
      [403, true],
      [403, false],
      [403, false],
    ]);
  });
});

describe("the offer to see why after a form that was refused", () => {
  const breakwater = `/projects/${demoProjects[2].id}`;
  const offerOf = (answer: Response) => `/admin/why?request=${answer.headers.get("X-Request-Id")}`;

  it("leads to the answer, on the page as in the data", async () => {
    const asker = await helperWith("walter", ["project:read", "admin:why"]);
    await asker.visit(breakwater);
    const refused = await asker.submit(breakwater, { intent: "archive" });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain(`href="${offerOf(refused)}"`);
    const html = await main(asker, offerOf(refused));
    expect(html).toContain("walter was refused: POST /projects/:id.");
    expect(html).toContain("Give walter the role admin.");
    const data = await asker.submit(`${breakwater}.data`, { intent: "archive" });
    expect([data.status, (await data.text()).includes('"mayAskWhy",true')]).toEqual([403, true]);
  });

  it("AZ25 is made to nobody who may not ask, and for nothing but a refusal", async () => {
    const bob = await openedFor("bob");
    await bob.visit(breakwater);
    const refused = await bob.submit(breakwater, { intent: "archive" });
    expect([refused.status, (await refused.text()).includes("/admin/why")]).toEqual([403, false]);
    expect(await (await bob.submit(`${breakwater}.data`, { intent: "archive" })).text()).toContain('"mayAskWhy",false');
    const alice = await openedFor("alice");
    await alice.visit(breakwater);
    const unclear = await alice.submit(breakwater, { intent: "nothing that is known" });
    expect([unclear.status, (await unclear.text()).includes("/admin/why?request")]).toEqual([400, false]);
  });

  it("is made where a page has no frame of its own, too", async () => {
    const alice = await openedFor("alice");
    const form = { method: "POST", form: { password: "" }, headers: { Origin: "https://app.example.test" } };
    const refused = await alice.visit("/confirm", form);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain(offerOf(refused));
  });
});

describe("GET /api/why", () => {
  const ask = async (query: string, who = "alice") => (await openedFor(who)).visit(`/api/why?${query}`);

  it("RB-11 gives the proof as JSON, for a row by its id, with the model in front, or by name", async () => {
    const { id } = demoProjects[2];
    for (const row of [id, `project:${id}`, "Breakwater", "P3"]) {
      const answer = await ask(`user=bob&permission=update_project&row=${row}`);
      expect([answer.status, answer.headers.get("Content-Type")]).toEqual([
        200,
        expect.stringContaining("application/json"),
      ]);
      expect(await answer.json()).toMatchObject({
        allowed: false,
        user: { username: "bob" },
        permission: "project:update",
        row: { model: "project", id, title: "Breakwater" },
        paths: [
          { end: "grant", holds: false },
          { end: "grant", holds: false },
        ],
        missing: expect.arrayContaining([
          [expect.objectContaining({ kind: "condition" })],
          [expect.objectContaining({ kind: "role", role: expect.objectContaining({ name: "admin" }) })],
          [expect.objectContaining({ kind: "object-grant" })],
        ]),
        enough: expect.arrayContaining(["Give bob the role admin."]),
      });
    }
  });

  it("ER-02 says what is wrong with a question as a problem", async () => {
    const problems = await Promise.all(
      [
        "user=bob&permission=project:fly",
        "user=nobody&permission=project:read",
        "user=bob&permission=project:read&row=P9",
        "user=bob&permission=project:read&at=noon",
      ].map(async (query) => (await ask(query)).json()),
    );
    expect(problems.map(({ status, code, errors }) => [status, code, errors?.[0]?.field])).toEqual([
      [400, "VALIDATION_FAILED", "permission"],
      [404, "USER_NOT_FOUND", undefined],
      [404, "NOT_FOUND", undefined],
      [400, "VALIDATION_FAILED", "at"],
    ]);
  });
});

describe("the route matrix page", () => {
  it("draws every address for every role, and one role alone", async () => {
    const alice = await openedFor("alice");
    const all = await main(alice, "/admin/matrix");
    for (const words of ["/settings/password", "Not signed in", "editor", "Superuser", "refused"])
      expect(all).toContain(words);
    const one = await main(alice, "/admin/matrix?who=role:viewer");
    expect(one.split("<thead")[1]?.split("</thead")[0]).not.toContain("Superuser");
  });
});
