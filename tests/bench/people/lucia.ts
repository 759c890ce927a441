import { ask } from "../database.ts";
import { tokenOf } from "./names.ts";

/** Makes and fills the tables that Lucia's adapter for PostgreSQL asks for, and gives the cookies of the participants. */
export async function seedLucia(
  databaseUrl: string,
  people: number,
  participants: readonly number[],
): Promise<string[]> {
  await ask(databaseUrl, tables);
  await ask(databaseUrl, insertPeople, [people]);
  await ask(databaseUrl, "vacuum analyze");
  return participants.map((n) => `auth_session=${tokenOf(n)}`);
}

const tables = `
  create table auth_user (id text primary key, username text not null unique, email text not null unique);
  create table user_session (id text primary key, expires_at timestamptz not null, user_id text not null references auth_user (id));`;

// Expires in thirty days, which is Lucia's default: no renewal falls due.
const insertPeople = `
  with numbers as (select n, lpad(n::text, 7, '0') as digits from generate_series(1, $1::int) as n),
  people as (
    insert into auth_user (id, username, email)
    select 'user-' || digits, 'person-' || digits, 'person-' || digits || '@example.com' from numbers returning id
  )
  insert into user_session (id, expires_at, user_id)
  select 'session-' || lpad(n::text, 35, '0'), now() + interval '30 days', 'user-' || digits from numbers`;
