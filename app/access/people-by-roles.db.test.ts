import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { newPerson, origin } from "#tests/support/arrivals.ts";
import { db } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";
import { groupPeopleByRoles } from "./people-by-roles.server.ts";
import { addToRole, createRole } from "./roles.server.ts";

const change = { actorId: null, origin };
const roles: Record<string, string> = {};
const role = (name: string) => roles[name] ?? "";

async function personWith(username: string, ...names: string[]): Promise<string> {
  const { id } = await newPerson(username);
  for (const name of names) await addToRole(id, role(name), change);
  return id;
}

beforeAll(async () => {
  for (const name of ["crew", "cook", "guest"]) {
    const made = await createRole({ name }, change);
    if (made.ok) roles[name] = made.id;
  }
  for (const name of ["ada", "ben", "cyd"]) await personWith(name, "crew");
  await personWith("dot", "cook", "crew");
  await personWith("eve", "guest");
  const set = (id: string, values: Partial<typeof users.$inferInsert>) =>
    db.update(users).set(values).where(eq(users.id, id));
  await set(await personWith("fay", "crew"), { isActive: false });
  await set(await personWith("gus", "crew"), { isSuperuser: true });
});

describe("people by their roles", () => {
  it("stand together where all their roles are the same, without the disabled and the superusers", async () => {
    const { groups, others } = await groupPeopleByRoles(db, [role("crew")], 10);
    expect(groups).toEqual([
      { roleIds: [role("crew")], people: 3, names: ["ada", "ben", "cyd"] },
      { roleIds: [role("crew"), role("cook")].toSorted(), people: 1, names: ["dot"] },
    ]);
    expect(others).toEqual({ people: 0, groups: 0 });
  });

  it("are counted where there are more groups than asked for, and nobody where nobody has the role", async () => {
    const { groups, others } = await groupPeopleByRoles(db, [role("crew"), role("guest")], 1);
    expect(groups.map(({ people }) => people)).toEqual([3]);
    expect(others).toEqual({ people: 2, groups: 2 });
    expect(await groupPeopleByRoles(db, [], 1)).toEqual({ groups: [], others: { people: 0, groups: 0 } });
  });
});
