import { sql, type SQL } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { newPerson } from "#tests/support/arrivals.ts";
import { readsDuring, readsOfPrepared } from "#tests/support/plans.ts";
import { sentDuring } from "#tests/support/statements.ts";
import { findPrincipal } from "../auth/find-principal.server.ts";
import { lookUpSession } from "../auth/session-lookup.server.ts";
import { now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { projectModel } from "../projects/project.model.server.ts";
import { listProjects } from "../projects/projects.server.ts";
import { projects } from "../projects/projects.schema.ts";
import { decide } from "./decide.server.ts";
import { findObjectGrants } from "./object-grants.server.ts";
import type { SignedIn } from "./principal.ts";
import { syncPermissions } from "./roles.server.ts";
import { visible } from "./visible.server.ts";

const [ROLES, DEEP, PEOPLE, PROJECTS, SHARES] = [10_000, 8, 5_000, 10_000, 20_000];
const big = ["users", "sessions", "memberships", "roles", "role_parents", "role_grants", "object_grants", "projects"];
const sessionId = (n: number) => `session-${n}`;

/** In SQL: the id of the one with this number, of its kind. */
const numbered = (kind: string, number: SQL) =>
  sql`('00000000-0000-7000-${sql.raw(kind)}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const n = sql`n`;
const user = (number = n) => numbered("9001", number);
const role = (number = n) => numbered("9002", number);
const project = (number = n) => numbered("9003", number);
const upTo = (most: number) => sql`(select n::int from generate_series(1, ${most}::int) n) numbers`;
let bea: SignedIn;

/** Ten thousand roles, each from one of the layer below, which makes them eight deep; each gives two things to whoever owns a project. */
async function fillRoles(): Promise<void> {
  const layer = sql`${ROLES / DEEP}::int`;
  await db.execute(
    sql`insert into auth.roles (id, name, created_at) select ${role()}, 'role ' || n, now() from ${upTo(ROLES)}`,
  );
  await db.execute(sql`alter table auth.role_parents disable trigger role_parents_no_circle`); // row by row it would take its time
  await db.execute(
    sql`insert into auth.role_parents select ${role()}, ${role(sql`n - ${layer}`)} from ${upTo(ROLES)} where n > ${layer}`,
  );
  await db.execute(sql`alter table auth.role_parents enable trigger role_parents_no_circle`);
  await db.execute(sql`insert into auth.role_grants (id, role_id, permission, conditions)
    select gen_random_uuid(), ${role()}, permission, '[{"type": "is_owner", "ownerField": "ownerId"}]'
    from ${upTo(ROLES)}, unnest(array['project:read', 'project:update']) permission`);
}

/** People with a session and two roles each; projects, each owned by one; shares, every second with a role. */
async function fillPeople(): Promise<void> {
  const everybody = upTo(PEOPLE);
  const around = (most: number) => sql`1 + n % ${most}::int`;
  await db.execute(sql`insert into auth.users (id, username, canonical_username, email, canonical_email, created_at)
    select ${user()}, 'p' || n, 'p' || n, n || '@example.com', n || '@example.com', now() from ${everybody}`);
  await db.execute(
    sql`insert into auth.memberships select ${user()}, unnest(array[${role()}, ${role(sql`${ROLES + 1}::int - n`)}]) from ${everybody}`,
  );
  await db.execute(sql`insert into auth.sessions (id, user_id, method, auth_hash, address, user_agent, created_at, authenticated_at,
      last_seen_at, expires_at, absolute_expires_at)
    select 'session-' || n, ${user()}, 'password', '', '', '', now(), now(), now(), now(), now() from ${everybody}`);
  await db.execute(sql`insert into projects (id, name, status, budget, owner_id, created_at)
    select ${project()}, 'Project ' || n, 'active', 1, ${user(around(PEOPLE))}, now() from ${upTo(PROJECTS)}`);
  await db.execute(sql`insert into auth.object_grants (id, permission, model, object_id, user_id, role_id, created_at)
    select gen_random_uuid(), 'project:read', 'project', ${project(around(PROJECTS))}::text,
      case when n % 2 = 0 then ${user(around(PEOPLE))} end, case when n % 2 = 1 then ${role(around(ROLES))} end, now()
    from ${upTo(SHARES)} on conflict do nothing`);
}

beforeAll(async () => {
  await syncPermissions(db);
  const { id } = await newPerson("bea");
  await fillRoles();
  await fillPeople();
  await db.execute(
    sql`insert into auth.memberships select ${id}, unnest(array[${role(sql`10000`)}, ${role(sql`9999`)}])`,
  );
  await db.execute(sql`analyze`);
  const found = await findPrincipal(id);
  if (!found) throw new Error("nobody there");
  bea = found.principal;
}, 60_000);

const wholeTables = (reads: string[]) => reads.filter((read) => big.some((table) => read === `Seq Scan on ${table}`));

describe("at ten thousand roles, eight deep", () => {
  it("RB-19 a person holds what all eight layers give", () => {
    expect(bea.roles).toHaveLength(2 * DEEP);
  });

  it("no big table is read whole to find out who asks, with or without knowing which session", async () => {
    const [statement] = await sentDuring(() => lookUpSession(sessionId(4_711)));
    const reads = await readsDuring(() => lookUpSession(sessionId(4_711)));
    expect(reads).toEqual(
      expect.arrayContaining([expect.stringContaining("memberships"), expect.stringContaining("sessions")]),
    );
    expect(wholeTables(reads)).toEqual([]);
    expect(wholeTables(await readsOfPrepared(statement?.text ?? "", `{${sessionId(4_711)}}`))).toEqual([]);
  });

  it("OP-07 nor for which rows somebody may see, by ownership, by a share of theirs or of one of their roles", async () => {
    expect(bea.grants).toHaveLength(2);
    for (const grants of [[], bea.grants]) {
      const principal = { ...bea, grants };
      const page = await readsDuring(() => listProjects(principal));
      expect(page).toEqual(expect.arrayContaining([expect.stringContaining("object_grants")]));
      expect(wholeTables(page)).toEqual([]);
      expect(
        wholeTables(await readsDuring(() => db.$count(projects, visible(principal, "project:read", projectModel)))),
      ).toEqual([]);
    }
  });

  it("OP-03 OP-05 nor for whether one row was shared with them", async () => {
    const row = { id: "00000000-0000-7000-9003-000000000001", ownerId: null, createdAt: now() };
    const subject = { model: projectModel, row };
    const reads = [
      ...(await readsDuring(async () => decide(bea, "project:update", subject))),
      ...(await readsDuring(() => findObjectGrants(subject, "project:read", bea))),
    ];
    expect(reads.length).toBeGreaterThan(0);
    expect(wholeTables(reads)).toEqual([]);
  });
});
