import { origin } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { demoPeople, demoProjects, demoShares } from "#app/db/demo-data.ts";
import { pool } from "#app/db/client.server.ts";

/** The demo projects as P1 to P4, by id. */
export const [P1, P2, P3, P4] = demoProjects.map(({ id }) => id) as [string, string, string, string];

/** The id of a demo person. */
export const idOf = (username: string): string => demoPeople.find((one) => one.username === username)?.id ?? "";

/** Puts the four demo projects back, shared as they were, and forgets how often anybody has asked. */
export async function resetProjects(): Promise<void> {
  await pool.query("delete from projects; truncate auth.counters");
  for (const { id, name, status, budget, owner } of demoProjects)
    await pool.query(
      "insert into projects (id, name, status, budget, owner_id, created_at) values ($1, $2, $3, $4, $5, now())",
      [id, name, status, budget, idOf(owner)],
    );
  for (const { project, permission, ...holder } of demoShares)
    await pool.query(
      `insert into auth.object_grants (id, model, object_id, permission, user_id, role_id, created_at)
       values (gen_random_uuid(), 'project', $1, $2, $3, (select id from auth.roles where name = $4), now())`,
      [
        demoProjects.find(({ name }) => name === project)?.id,
        permission,
        "person" in holder ? idOf(holder.person) : null,
        "role" in holder ? holder.role : null,
      ],
    );
}

/** The row of a project as it is stored; undefined when it is gone. */
export const storedProject = async (id: string) =>
  (await pool.query("select name, status, budget, owner_id from projects where id = $1", [id])).rows[0];

/** Calls the API as a script on one of our pages does: with the browser's session and its token. */
export function call(browser: Browser, method: string, target: string, json?: unknown): Promise<Response> {
  const token = browser.cookies.get("__Host-XSRF-TOKEN") ?? "";
  const headers = { Accept: "application/json", "X-XSRF-TOKEN": token, Origin: origin };
  return browser.visit(target, {
    method,
    headers: { ...headers, ...(json === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
}
