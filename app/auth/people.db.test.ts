import { sql, type SQLWrapper } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { db } from "../db/client.server.ts";
import { newId } from "../db/columns.ts";
import { listPeople, selectPeople, type PeopleQuery } from "./people.server.ts";

const MANY = 20_000;
const [crew, captain] = [newId(), newId()];

/** Twenty thousand people, one every second one hundred disabled, everybody in the crew. */
beforeAll(async () => {
  await db.execute(
    sql`insert into auth.roles (id, name, created_at) values (${crew}, 'crew', now()), (${captain}, 'captain', now())`,
  );
  await db.execute(
    sql`
    insert into auth.users (id, username, canonical_username, email, canonical_email, first_name, last_name, is_active,
      is_staff, is_superuser, email_verified_at, created_at)
    select (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, 'User' || n, 'user' || n, 'User' || n || '@Example.com',
      'user' || n || '@example.com', (array['Ada', 'Grace', 'Alan'])[1 + n % 3], 'Name' || n, n % 200 <> 0,
      n % 1000 = 0, n % 5000 = 0, case when n % 500 = 0 then null else now() end, now()
    from (select n::int from generate_series(1, ${MANY}) n) numbers`,
  );
  await db.execute(
    sql`insert into auth.memberships select u.id, r.id from auth.users u join auth.roles r on r.name = 'crew'`,
  );
  await db.execute(
    sql`insert into auth.memberships select u.id, r.id from auth.users u join auth.roles r on r.name = 'captain' where u.username = 'User4711'`,
  );
  for (const statement of [sql`analyze auth.users`, sql`analyze auth.memberships`]) await db.execute(statement);
});

const idOf = (n: number) => `${n.toString(16).padStart(8, "0")}-0000-7000-8000-000000000000`;
const namesIn = async (query: PeopleQuery) => (await listPeople(query)).people.map(({ username }) => username);
const planOf = async (statement: SQLWrapper) =>
  (await db.execute<{ "QUERY PLAN": string }>(sql`explain ${statement}`)).rows
    .map((row) => row["QUERY PLAN"])
    .join("\n");

describe("a list of people", () => {
  it("shows the newest first, and leads to older and newer pages that meet without a gap", async () => {
    const first = await listPeople({ limit: 3 });
    expect(first.people.map(({ username }) => username)).toEqual(["User20000", "User19999", "User19998"]);
    expect(first.newer).toBeNull();
    const second = await listPeople({ limit: 3, before: first.older ?? "" });
    expect(second.people.map(({ username }) => username)).toEqual(["User19997", "User19996", "User19995"]);
    const back = await listPeople({ limit: 3, after: second.newer ?? "" });
    expect(back).toEqual({ ...first, newer: null, older: first.older });
    const last = await listPeople({ limit: 3, before: idOf(3) });
    expect([last.people.length, last.older, last.newer]).toEqual([2, null, idOf(2)]);
  });

  it("has a hundred people at most, and fifty unless told otherwise", async () => {
    expect((await listPeople({ limit: 5_000 })).people).toHaveLength(100);
    expect((await listPeople({})).people).toHaveLength(50);
  });

  it("finds by the beginning of a user name, an address, a full name and a last name, in any case", async () => {
    for (const search of ["USER4711", "user4711@ex", "name4711", "Grace Name4711"])
      expect(await namesIn({ search }), search).toEqual(["User4711"]);
    expect(await namesIn({ search: "ser4711" })).toEqual([]);
  });

  it.each(["%", "_ser4711", "user471_", "user\\4711", "\\", "' or true --", "user4711'; drop table auth.users; --"])(
    "AZ33 takes %j for the characters that it is made of",
    async (search) => {
      expect(await namesIn({ search })).toEqual([]);
    },
  );

  it("narrows down to a state and to a role that somebody was given", async () => {
    expect(await namesIn({ state: "disabled", limit: 2 })).toEqual(["User20000", "User19800"]);
    expect(await namesIn({ state: "superuser" })).toEqual(["User20000", "User15000", "User10000", "User5000"]);
    expect(await namesIn({ state: "staff", limit: 2 })).toEqual(["User20000", "User19000"]);
    expect(await namesIn({ state: "unverified", limit: 2 })).toEqual(["User20000", "User19500"]);
    expect(await namesIn({ state: "active", limit: 2 })).toEqual(["User19999", "User19998"]);
    expect((await listPeople({ role: "captain" })).people).toMatchObject([
      { username: "User4711", roles: ["captain", "crew"] },
    ]);
    expect(await namesIn({ role: "crew", search: "user1999" })).toHaveLength(11);
    expect(await namesIn({ role: "nobody has heard of it" })).toEqual([]);
  });

  const looks: Parameters<typeof selectPeople>[0][] = [
    {},
    { before: idOf(300) },
    { after: idOf(300) },
    { search: "user4711" },
    { search: "name4711" },
    { search: "ada name47" },
    { search: "user4711", before: idOf(9_000) },
    { search: "u" },
    { state: "active" },
    { state: "disabled", before: idOf(9_000) },
    { state: "unverified" },
    { state: "staff" },
    { state: "superuser" },
    { roleId: crew },
    { roleId: captain },
    { roleId: crew, search: "user4711", state: "active" },
  ];

  it.each(looks)("never reads all people to find %j", async (look) => {
    const plan = await planOf(selectPeople(look));
    expect(plan).not.toMatch(/Seq Scan on (users|memberships)/);
    expect(plan).toMatch(/Index/);
  });
});
