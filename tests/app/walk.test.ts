import { beforeAll, describe, expect, it } from "vitest";

import { app, origin } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { addUnverified, openedFor, SESSION } from "./opened.ts";
import { allPermissions } from "#app/access/permissions.ts";
import {
  addWalkedConnection,
  addressOf,
  dataStatus,
  documentStatus,
  emptyStatus,
  isApi,
  isWelcomeFromElsewhere,
  verdictAt,
  type Walker,
} from "./walk-oracle.ts";

const viewer = ["project:read"];
const editor = [...viewer, "project:create"];
const admin = [
  ...editor,
  "project:update",
  "project:archive",
  "project:delete",
  "admin:users",
  "admin:roles",
  "admin:connections",
  "admin:audit",
  "admin:sessions",
  "admin:why",
];

const walker = (name: string, may: string[], mayOnRow = may): Walker => ({
  name,
  isSignedIn: true,
  isPending: false,
  may,
  mayOnRow,
});
const stranger = (name: string): Walker => ({ ...walker(name, []), isSignedIn: false });
const ursula: Walker = { ...walker("ursula, who waits at a step,", []), isPending: true };

const people: Walker[] = [
  stranger("nobody"),
  stranger("a forger"),
  walker("root", [...allPermissions]),
  walker("alice", admin),
  walker("bob", editor, viewer),
  walker("carol", viewer),
  walker("erin", []),
  ursula,
];

/** A word that only this route's data says; empty when it has nothing to tell. Whoever adds a shut page adds its word. */
const tells: Record<string, string> = {
  "routes/settings/index": "",
  "routes/confirm": "isDone",
  "routes/dashboard": "signedInAt",
  "routes/projects/list": "Lighthouse",
  "routes/projects/new": "mayWriteBudget",
  "routes/projects/project": "Breakwater",
  "routes/api/projects/list": "Lighthouse",
  "routes/api/projects/project": "Breakwater",
  "routes/settings/profile": "names",
  "routes/settings/email": "", // the frame of every page knows it too
  "routes/settings/password": "leastLength",
  "routes/settings/sessions": "isCurrent",
  "routes/settings/sign-in-methods": "hasPassword",
  "routes/settings/activity": "isNewest",
  "routes/settings/account": "graceDays",
  "routes/settings/own-data": "",
  "routes/admin/index": "signIns",
  "routes/admin/users/list": "roleNames",
  "routes/admin/users/invite": "handOuts",
  "routes/admin/users/person": "dave@example.com",
  "routes/admin/roles/list": "grantsAll",
  "routes/admin/roles/role": "conditionForms",
  "routes/admin/connections/list": "authority",
  "routes/admin/connections/connection": "inspected",
  "features/oauth/new-connection.route": "callbackPattern",
  "features/ldap/new-connection.route": "",
  "features/ldap/connect.route": "", // the walk has no directories
  "features/saml/new-connection.route": "addressPatterns",
  "features/saml/connection.route": "",
  "routes/admin/permissions": "isConditional",
  "routes/admin/grants": "Harbour",
  "routes/admin/fields": "inForce",
  "routes/admin/audit/list": "asked",
  "routes/admin/audit/export": "",
  "routes/admin/sessions": "mayOpenPeople",
  "routes/admin/why": "See why somebody may",
  "routes/admin/matrix": "verdicts",
  "routes/api/auth/me": "isSuperuser",
  "routes/api/admin/users": "nextCursor",
  "routes/api/admin/user": "dave@example.com",
  "routes/api/why": "",
  "features/oauth/dashboard.route": "",
  "features/api-keys/settings.route": "offered",
  "features/api-keys/keys.route": "nextCursor",
  "features/authorization-server/request.route": "",
  "features/authorization-server/settings.route": "",
  "features/authorization-server/clients.route": "isServing",
  "features/authorization-server/new-client.route": "",
  "features/authorization-server/client.route": "",
  "features/authorization-server/enter-code.route": "",
};

const { routes } = app.build;
/** A layout with a first page has no address of its own. */
const hasIndex = (id: string) => Object.values(routes).some((route) => route?.parentId === id && route.index);
const doors = Object.values(routes).flatMap((route) =>
  route && route.id !== "root" && !hasIndex(route.id) ? [route] : [],
);
type Door = (typeof doors)[number];

beforeAll(async () => {
  await addUnverified("ursula");
  await addWalkedConnection();
});

async function browserOf({ name, isSignedIn }: Walker): Promise<Browser> {
  if (isSignedIn) return openedFor(name.split(",")[0] ?? "");
  const browser = newBrowser();
  if (name === "a forger") await browser.visit("/login");
  return browser;
}

const forged = `1.AAAAAAAA.${"A".repeat(43)}.${"A".repeat(22)}`;
const show = (name: string, { cookies }: Browser) => void (name === "a forger" && cookies.set(SESSION, forged));

type Step = { line: string; expected: string; body: string; tell: string | undefined };

/** Goes through one door by every way in and says what came out and what should have. */
async function tryDoor(who: Walker, door: Door): Promise<Step[]> {
  const address = addressOf(door, routes);
  const read = verdictAt(door, "GET", routes, who);
  const write = verdictAt(door, "POST", routes, who);
  const data = `${address === "/" ? "/_root" : address}.data`;
  const page = documentStatus(door, "GET", read, who);
  const posted = documentStatus(door, "POST", write, who);
  // Without its token. Programs that show no session need none, and this one sends nothing that could be used; nor do welcome posts.
  const untold = isWelcomeFromElsewhere(door) ? posted : isApi(door) && !who.isSignedIn ? emptyStatus(door) : 403;
  const sameOrigin = { headers: { Origin: origin } };
  const ways: [target: string, method: string, expected: number, asForm?: boolean][] = [
    [address, "GET", page],
    [address, "HEAD", page],
    [data, "GET", dataStatus(door, read, who)],
    [`${data}?_routes=${encodeURIComponent(door.id)}`, "GET", dataStatus(door, read, who)],
    [`${address}?_data=${encodeURIComponent(door.id)}`, "GET", 400],
    [`${address}?_data=${encodeURIComponent(door.id)}`, "POST", 400, true],
    [address, "POST", write === "in" && door.module.action ? untold : posted],
    [address, "POST", posted, true],
  ];
  const steps: Step[] = [];
  const looking = await browserOf(who);
  for (const [target, method, expected, asForm] of ways) {
    const browser = method === "POST" ? await browserOf(who) : looking;
    if (asForm) await browser.visit("/login"); // for the form token
    show(who.name, browser);
    const answer = asForm ? await browser.submit(target, {}) : await browser.visit(target, { method, ...sameOrigin });
    const verdict = method === "POST" ? write : read;
    const where = `${method} ${target}${asForm ? " with a token" : ""}`;
    const tell = verdict === "in" ? undefined : tells[door.id];
    steps.push({
      line: `${where}: ${answer.status}`,
      expected: `${where}: ${expected}`,
      body: await answer.text(),
      tell,
    });
  }
  return steps;
}

const isShut = (door: Door) => verdictAt(door, "GET", routes, stranger("nobody")) === "sign-in";

describe("every door, by every way in", () => {
  it.each(people)(
    "AZ02 AZ28 RX01 RX02 RX03 RX04 RX10 GD-01 opens for $name just as its policy says, and a shut one gives nothing away",
    async (who) => {
      const steps: Step[] = [];
      for (const door of doors) steps.push(...(await tryDoor(who, door)));
      expect(steps.map(({ line }) => line)).toEqual(steps.map(({ expected }) => expected));
      expect(steps.filter(({ tell, body }) => tell && body.includes(tell)).map(({ line }) => line)).toEqual([]);
    },
    60_000,
  );

  it("AZ02 the words that would give a page away do stand in the data of those who may have it", async () => {
    const root = await openedFor("root");
    for (const door of doors.filter(isShut)) {
      expect(Object.keys(tells), "`tells` above wants a word for each shut page").toContain(door.id);
      const data = await root.visit(`${addressOf(door, routes)}.data`);
      expect(await data.text(), door.id).toContain(tells[door.id]);
    }
  });

  it("RX01 a layout asked for alone answers as its own policy says", async () => {
    const statuses: number[] = [];
    for (const who of [stranger("nobody"), walker("carol", viewer), ursula])
      statuses.push((await (await browserOf(who)).visit("/settings.data?_routes=routes%2Fsettings%2Flayout")).status);
    expect(statuses).toEqual([401, 200, 403]);
  });

  it("RX01 AZ25 the administrators' frame tells its pages only to those who may open one", async () => {
    const answers: [number, boolean][] = [];
    for (const name of ["alice", "bob", "carol", "erin"]) {
      const answer = await (await openedFor(name)).visit("/admin.data?_routes=routes%2Fadmin%2Flayout");
      answers.push([answer.status, (await answer.text()).includes("pages")]);
    }
    expect(answers).toEqual([[200, true], [403, false], [403, false], [403, false]]); // prettier-ignore
  });

  it("GD-01 AZ28 sends a stranger from each shut page to sign in, and tells where they wanted to go", async () => {
    for (const door of doors.filter((one) => isShut(one) && !isApi(one))) {
      const address = addressOf(door, routes);
      const answer = await newBrowser().visit(`${address}?from=here`);
      expect(answer.headers.get("Location")).toBe(`/login?redirectTo=${encodeURIComponent(`${address}?from=here`)}`);
    }
  });
});
