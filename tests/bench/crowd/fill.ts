import { allPermissions } from "#app/access/permissions.ts";

import { ask } from "../database.ts";
import { insertPeople } from "../people/ours.ts";

/** How much there is of everything. Half of the shares are with people, half with roles. */
export type Crowd = { people: number; roles: number; grants: number; shares: number; projects: number };

// How many roles a role adds up to: itself and what it inherits.
const DEPTH = 8;

/**
 * Fills a migrated database. Everybody has one session and one role, and the role seven more in a line above it. Most grants have a
 * condition. No role may read all projects, so that every list is made of shares.
 */
export async function fillCrowd(
  databaseUrl: string,
  { people, roles, grants, shares, projects }: Crowd,
): Promise<void> {
  // Imported here and not above, because it reads its configuration once.
  const { stampSession } = await import("#app/auth/session-auth-hash.server.ts");
  const granted = allPermissions.filter((permission) => permission !== "project:read");
  await ask(databaseUrl, insertPermissions, [allPermissions]);
  await ask(databaseUrl, insertRoles, [roles, DEPTH]);
  await ask(databaseUrl, insertGrants, [roles, grants, granted]);
  await ask(databaseUrl, insertPeople(idOf("8a", "1 + n % $4::int")), [people, null, stampSession(null), roles]);
  await ask(databaseUrl, insertProjects, [projects, people]);
  await ask(databaseUrl, insertShares("user_id", "90"), [shares / 2, people, projects]);
  await ask(databaseUrl, insertShares("role_id", "8a"), [shares / 2, roles, projects]);
  await ask(databaseUrl, "vacuum analyze");
}

/** Numbers of people whose role stands at the end of its line, spread over all people and roles: those who have most to add up. */
export function deepest({ people }: Crowd, count: number): number[] {
  const step = Math.floor(people / DEPTH / count) + 1; // one more: a divisor of the number of roles would meet the same ones again
  const numbers = Array.from({ length: count }, (_, i) => DEPTH * (1 + i * step) - 1);
  return numbers.filter((n) => n <= people);
}

// The id of the n-th thing of a kind.
const idOf = (kind: "8a" | "8b" | "90", n: string) =>
  `('00000000-0000-7000-${kind}00-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const insertPermissions = `insert into auth.permissions (name, description) select name, name from unnest($1::text[]) name on conflict do nothing`;

const insertRoles = `
  with made as (
    insert into auth.roles (id, name, created_at) select ${idOf("8a", "n")}, 'role-' || n, now() from generate_series(1, $1::int) n
  )
  insert into auth.role_parents (role_id, parent_id)
  select ${idOf("8a", "n")}, ${idOf("8a", "n - 1")} from generate_series(2, $1::int) n where (n - 1) % $2::int <> 0`;

const insertGrants = `
  insert into auth.role_grants (id, role_id, permission, conditions)
  select gen_random_uuid(), ${idOf("8a", "1 + n % $1::int")}, ($3::text[])[1 + (n / $1::int) % cardinality($3::text[])],
    case when n / $1::int < 2 then '[]'::jsonb
      else jsonb_build_array(jsonb_build_object('type', 'field_match', 'field', 'name', 'values', jsonb_build_array('Project ' || n))) end
  from generate_series(0, $2::int - 1) n`;

const insertProjects = `
  insert into projects (id, name, status, budget, owner_id, created_at)
  select ${idOf("8b", "n")}, 'Project ' || n, 'active', n, ${idOf("90", "1 + n % $2::int")}, now() from generate_series(1, $1::int) n`;

// A prime apart, so that what one person or role has is spread over all projects.
const insertShares = (holder: "user_id" | "role_id", kind: "8a" | "90") => `
  insert into auth.object_grants (id, permission, model, object_id, ${holder}, created_at)
  select gen_random_uuid(), 'project:read', 'project', ${idOf("8b", "1 + (n::bigint * 7919 % $3::int)::int")}, ${idOf(kind, "1 + n % $2::int")}, now()
  from generate_series(1, $1::int) n`;
