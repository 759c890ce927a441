import { describe, expect, it } from "vitest";

import spellings from "#tests/attacks/data/path-spellings.json";
import { send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { openedFor } from "#tests/app/opened.ts";

// The collection spells an address of the administrators; here the same tricks are played on pages that exist.
const respelled = (target: string) =>
  target
    .replaceAll("%61%64%6d%69%6e", "%73%65%74%74%69%6e%67%73")
    .replaceAll("%2561dmin", "%2573ettings")
    .replaceAll("%61dmin", "%73ettings")
    .replaceAll("%75sers", "%73essions")
    .replace(/admin/g, "settings")
    .replace(/ADMIN/g, "SETTINGS")
    .replaceAll("users", "sessions");
const asRoute = (target: string) =>
  target.replace(/(_routes|_data)=routes(?:%2F|\/)settings\.sessions/, "$1=routes%2Fsettings%2Fsessions");

const same = spellings.same.map((target) => asRoute(respelled(target)));
const refused = spellings.refuse.map((target) => asRoute(respelled(target)));
const closed = [
  "/projects/new/",
  "/PROJECTS/NEW",
  "/%70rojects/new",
  "/projec%74s/new?x=1",
  "/projects/new.data",
  "/Projects/new.data?_routes=routes/projects/new",
  "/%70rojects/new.data?_routes=routes%2Fprojects%2Fnew",
  "/projects/new/.data?_routes=routes/projects/new",
];
const suffixes = ["/.data", ".data.data", ".DATA", ";x=1", ".css", ".json", ".", ".data%00"];

describe("however an address is spelled", () => {
  it.each(same)("RX05 RX06 HS-11 Z-20 %s asks a stranger to sign in, like the plain one", async (target) => {
    const answer = await newBrowser().visit(target);
    expect(answer.status).toBe(/\.data(\?|$)/.test(target) ? 401 : 303);
    expect(await answer.text()).not.toContain("isCurrent");
  });

  it.each(same)("RX05 RX06 HS-11 %s opens for alice, like the plain one", async (target) => {
    const alice = await openedFor("alice");
    expect((await alice.visit(target)).status).toBe(200);
  });

  it.each(closed)("RX05 RX06 HS-11 Z-20 %s is closed to erin, like the plain one", async (target) => {
    const erin = await openedFor("erin");
    const answer = await erin.visit(target);
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain("mayWriteBudget");
  });

  it.each(refused)("RX03 RX06 RX07 RX08 RX09 %s is nobody's address", async (target) => {
    const alice = await openedFor("alice");
    const answers = await Promise.all([alice.visit(target), newBrowser().visit(target)]);
    expect(answers.map((answer) => answer.status)).toEqual([400, 400]);
    expect(await answers[0].text()).not.toContain("isCurrent");
  });

  it.each(suffixes)("RX09 with %s at its end a page is the same page or none", async (suffix) => {
    const answer = await newBrowser().visit(`/projects${suffix}`);
    expect([303, 400, 401, 404]).toContain(answer.status);
    const erin = await openedFor("erin");
    expect(await (await erin.visit(`/projects${suffix}`)).text()).not.toContain("Breakwater");
  });

  it("RX08 a slash at the end changes nothing for anybody", async () => {
    const [alice, erin] = await Promise.all([openedFor("alice"), openedFor("erin")]);
    expect((await alice.visit("/projects/new/")).status).toBe(200);
    expect((await erin.visit("/projects/new/")).status).toBe(403);
    expect((await newBrowser().visit("/projects/")).headers.get("Location")).toBe("/login?redirectTo=%2Fprojects%2F");
  });
});

describe("Remix's other ways in", () => {
  it("RX10 /_root.data and ?index are the start page, and ?index&_data= is nothing", async () => {
    const visitor = newBrowser();
    const [root, index, both] = [
      await visitor.visit("/_root.data"),
      await visitor.visit("/?index"),
      await visitor.visit("/?index&_data=root"),
    ];
    expect([root.status, index.status, both.status]).toEqual([200, 200, 400]);
    expect(await root.text()).toContain("routes/home");
  });

  it("RX01 one may name a layout, a child, all or a stranger's route: none gives a refused one away", async () => {
    const erin = await openedFor("erin");
    for (const named of [
      "routes/projects/list",
      "root,routes/projects/list",
      "routes/projects/list,root",
      "routes/settings/sessions",
      "__proto__",
      "",
      "%00",
    ]) {
      const answer = await erin.visit(`/projects.data?_routes=${named}`);
      expect(await answer.text(), named).not.toContain("Breakwater");
      expect(answer.status, named).toBeLessThan(500);
    }
  });

  it("RX03 the old entry is shut for posts too: the action behind it never runs", async () => {
    const alice = await openedFor("alice");
    const elsewhere = await openedFor("alice");
    const form = { intent: "revoke-others" };
    expect((await alice.submit("/settings/sessions?_data=routes%2Fsettings%2Fsessions", form)).status).toBe(400);
    expect((await elsewhere.visit("/dashboard")).status).toBe(200);
    expect((await alice.submit("/settings/sessions", form)).status).toBe(303);
    expect((await elsewhere.visit("/dashboard")).status).toBe(303);
  });

  it("RX12 nobody is given a list of routes", async () => {
    const root = await openedFor("root");
    for (const target of ["/__manifest?p=/dashboard&version=1", "/__manifest", "/__MANIFEST?p=/"])
      expect((await root.visit(target)).status).toBe(400);
  });

  it("RX14 headers that rewrite the address are not looked at", async () => {
    const headers = {
      "X-Original-URL": "/dashboard",
      "X-Rewrite-URL": "/dashboard",
      "X-Forwarded-Prefix": "/dashboard",
      "X-Forwarded-Path": "/dashboard",
    };
    const alice = await openedFor("alice");
    expect(await (await alice.visit("/", { headers })).text()).not.toContain("mayReadProjects");
    expect(
      (await newBrowser().visit("/dashboard", { headers: { "X-Original-URL": "/", "X-Rewrite-URL": "/" } })).status,
    ).toBe(303);
    expect((await send("/", { headers: { "X-Forwarded-Prefix": "//evil.example" } })).status).toBe(200);
  });
});
