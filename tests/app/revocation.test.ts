import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { origin, sendTo } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { startProduction, type Production } from "#tests/support/production.ts";
import { grantObject, revokeObjectGrant } from "#app/access/object-grants.server.ts";
import { addToRole } from "#app/access/roles.server.ts";
import { writeRuleChange } from "#app/access/write-rule-change.server.ts";
import { hashPassword } from "#app/auth/passwords.server.ts";
import { db, pool } from "#app/db/client.server.ts";
import { demoProjects } from "#app/db/demo-data.ts";
import { projectModel } from "#app/projects/project.model.server.ts";
import { newRole, sendJson } from "./administrators.ts";
import { credentialKinds, type CredentialKind, type HeldCredential } from "./credential-kinds.ts";
import { addVerified, openedFor } from "./opened.ts";

const change = { actorId: null, origin: { requestId: null, address: null, userAgent: null } };
const password = "a quiet harbour at dawn";
const [lighthouse, harbour] = demoProjects;
const took = new Map<string, number>();

let there: Production;
let root: Browser;
let passwordHash: string;

beforeAll(async () => {
  const names = ["SESSION_SIGNING_KEYS", "API_KEY_SIGNING_KEYS", "TOKEN_SIGNING_KEYS"];
  const keys = names.map((name) => [name, process.env[name] ?? ""]);
  const same = { APP_URL: origin, ADDRESS_LIMITS: "on", LOG_LEVEL: "silent", ...Object.fromEntries(keys) };
  there = await startProduction(process.env.DATABASE_URL ?? "", same);
  root = await openedFor("root");
  passwordHash = await hashPassword(password);
});
afterAll(async () => {
  await there.stop();
  if (process.env.STOPWATCH) console.table([...took].map(([what, ms]) => ({ what, ms: Number(ms.toFixed(1)) })));
});

type Owner = { id: string; username: string; password: string; browser: Browser; roleId: string; grantId: string };
let people = 0;

/** Somebody new who may read every project by a role, and Harbour because it was shared with them. */
async function newOwner(): Promise<Owner> {
  const username = `owner${(people += 1)}`;
  const { id } = await addVerified(username);
  await pool.query("update auth.users set password_hash = $1 where id = $2", [passwordHash, id]);
  const roleId = await newRole(`${username}'s role`, ["project:read"]);
  await addToRole(id, roleId, change);
  await grantObject({ model: projectModel, row: { id: harbour.id } }, "project:read", { userId: id }, change);
  const { rows } = await pool.query("select id from auth.object_grants where user_id = $1", [id]);
  return { id, username, password, browser: await openedFor(username), roleId, grantId: rows[0].id };
}

async function takePermission(roleId: string): Promise<void> {
  const { rows } = await pool.query("select id from auth.role_grants where role_id = $1", [roleId]);
  await db.transaction((transaction) => writeRuleChange(transaction, { kind: "ungrant", roleId, grantId: rows[0].id }));
}

/** Asks the other process. */
const ask = async (path: string, { headers }: HeldCredential) =>
  (await sendTo(Number(new URL(there.url).port), path, { headers })).status;

type Cut = {
  what: string;
  /** What is asked for: answered 200 before, and with this status right after. */
  path: string;
  becomes: 401 | 404;
  /** Makes the change in this process. */
  make: (owner: Owner, held: HeldCredential) => Promise<unknown>;
  spares?: (kind: CredentialKind) => boolean;
};

const me = "/api/auth/me";
const cuts: Cut[] = [
  {
    what: "a new password",
    path: me,
    becomes: 401,
    spares: (kind) => kind.survivesNewPassword,
    make: async ({ browser }) => {
      await browser.visit("/settings/password");
      const form = { currentPassword: password, password: "a loud harbour at dusk" };
      expect((await browser.submit("/settings/password", form)).status).toBe(303);
    },
  },
  {
    what: "disabling the account",
    path: me,
    becomes: 401,
    make: async ({ id }) =>
      expect((await sendJson(root, "PATCH", `/api/admin/users/${id}`, { isActive: false })).status).toBe(200),
  },
  {
    what: "the owner's deleting the account",
    path: me,
    becomes: 401,
    make: async ({ browser, username }) => {
      await browser.visit("/settings/account");
      const answer = await browser.submit("/settings/account", { username });
      expect(answer.headers.get("Location")).toBe("/login?done=account-deleted");
    },
  },
  {
    what: "deleting the account",
    path: me,
    becomes: 401,
    make: async ({ id }) => expect((await sendJson(root, "DELETE", `/api/admin/users/${id}`)).status).toBe(204),
  },
  {
    what: "taking the membership of a role",
    path: `/api/projects/${lighthouse.id}`,
    becomes: 404,
    make: async ({ id }) =>
      expect((await sendJson(root, "PATCH", `/api/admin/users/${id}`, { roles: [] })).status).toBe(200),
  },
  {
    what: "taking the permission from the role",
    path: `/api/projects/${lighthouse.id}`,
    becomes: 404,
    make: ({ roleId }) => takePermission(roleId),
  },
  {
    what: "taking the share of a single row",
    path: `/api/projects/${harbour.id}`,
    becomes: 404,
    make: async ({ id, grantId }) => {
      await sendJson(root, "PATCH", `/api/admin/users/${id}`, { roles: [] }); // so that only the share is left
      await revokeObjectGrant(grantId, change);
    },
  },
  { what: "giving it up", path: me, becomes: 401, make: (_, { giveUp }) => giveUp() },
];

describe.each(credentialKinds)("what is changed in one process, for a $name shown to another", (kind) => {
  it.each(cuts)("RV-08 SH-05 UM-10 AK07 JW15 Z-19 $what holds at the very next request", async (cut) => {
    const owner = await newOwner();
    const held = await kind.get(owner);
    expect(await ask(cut.path, held)).toBe(200);
    await cut.make(owner, held);
    const began = performance.now();
    expect(await ask(cut.path, held)).toBe(cut.spares?.(kind) ? 200 : cut.becomes);
    took.set(`${cut.what}: ${kind.name}`, performance.now() - began);
  });
});
