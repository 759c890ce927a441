import { origin } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import type { Permission } from "#app/access/permissions.ts";
import { addToRole, createRole, grantPermission } from "#app/access/roles.server.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { pool } from "#app/db/client.server.ts";
import { addVerified, openedFor } from "./opened.ts";

const change = { actorId: null, origin: { requestId: null, address: null, userAgent: null } };

/** The id of somebody who is there. */
export async function idOf(username: string): Promise<string> {
  const user = await findByUsername(username);
  if (!user) throw new Error(`there is nobody called ${username}`);
  return user.id;
}

/** The id of a role by its name. */
export async function roleIdOf(name: string): Promise<string> {
  return (await pool.query("select id from auth.roles where name = $1", [name])).rows[0].id;
}

/** A new role with these permissions. */
export async function newRole(name: string, permissions: Permission[] = [], grantsAll = false): Promise<string> {
  const made = await createRole({ name, grantsAll }, change);
  if (!made.ok) throw new Error(made.reason);
  for (const permission of permissions) await grantPermission(made.id, permission, change);
  return made.id;
}

/** A browser of somebody new who has these permissions and no others. */
export async function helperWith(username: string, permissions: Permission[]): Promise<Browser> {
  const person = await addVerified(username);
  await addToRole(person.id, await newRole(`${username}'s role`, permissions), change);
  return openedFor(username);
}

/** Somebody new without a role. */
export async function plainPerson(username: string): Promise<{ id: string; browser: Browser }> {
  const { id } = await addVerified(username);
  return { id, browser: await openedFor(username) };
}

/** Makes somebody superuser, behind the app's back. */
export const crown = (username: string) =>
  pool.query("update auth.users set is_superuser = true where username = $1", [username]);

/** Sends JSON as a page of ours would, with the token of its forms. */
export async function sendJson(browser: Browser, method: string, target: string, body?: object): Promise<Response> {
  if (!browser.cookies.has("__Host-XSRF-TOKEN")) await browser.visit("/dashboard");
  return browser.visit(target, {
    method,
    body: body === undefined ? "" : JSON.stringify(body),
    headers: {
      Origin: origin,
      "Content-Type": "application/json",
      "X-XSRF-TOKEN": browser.cookies.get("__Host-XSRF-TOKEN") ?? "",
    },
  });
}

/** The audit events about somebody, newest first, as `event outcome reason`. */
export async function eventsAbout(targetId: string): Promise<string[]> {
  const { rows } = await pool.query(
    "select event, outcome, reason from auth.audit_events where target_id = $1 order by sequence desc",
    [targetId],
  );
  return rows.map(({ event, outcome, reason }) => [event, outcome, reason].filter(Boolean).join(" "));
}
