import { existsSync } from "node:fs";

import { ask } from "../database.ts";

type Keys = { makeKey: () => { key: string; keyHash: string } };
type Tokens = {
  tokenService: { issue: (owner: string, claims: { sid: string; client_id: string }) => Promise<string> } | null;
};

// By a path that is put together, since a fork may have taken either of them out: then its rows are left out of the bench as well.
export const keyText = "api-keys/key-text.server.ts";
const tokenService = "access-tokens/token-service.server.ts";
const load = <Module>(file: string) => import(`#app/features/${file}`) as Promise<Module>;
export const arePartOfApp = [keyText, tokenService].every((file) => existsSync(`app/features/${file}`));

/** What the programs of the participants show us: their keys, the same with a wrong checksum, and access tokens. */
export type OurPrograms = { keys: string[]; forgedKeys: string[]; tokens: string[] };

/**
 * Gives everybody in our tables a key with one scope, and the participants a program that is signed in. Comes after `seedOurs`, which has set up
 * the environment that the app reads. The tokens count for a quarter of an hour. Null where the app has no keys or no tokens.
 */
export async function seedPrograms(
  url: string,
  people: number,
  participants: readonly number[],
): Promise<OurPrograms | null> {
  if (!arePartOfApp) return null;
  const { makeKey } = await load<Keys>(keyText);
  const made = participants.map(() => makeKey());
  const others = Array.from({ length: people }, (_, i) => i + 1).filter((n) => !participants.includes(n));
  const named = others.map((n) => `key of person ${n}`);
  await ask(url, insertKeys, [
    [...participants, ...others],
    [...made.map(({ keyHash }) => keyHash), ...named],
  ]);
  await ask(url, insertSessions, [participants]);
  await ask(url, "vacuum analyze auth.api_keys");
  await ask(url, "vacuum analyze auth.sessions");
  return {
    keys: made.map(({ key }) => key),
    // Well-formed to the last character: only the checksum tells.
    forgedKeys: made.map(({ key }) => `${key.slice(0, -22)}${"0".repeat(22)}`),
    tokens: await issueTokens(url),
  };
}

const personId = "('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid";

// As with sessions, it falls due for nobody that their last use be noted.
const insertKeys = `
  insert into auth.api_keys (id, user_id, name, key_hash, prefix, scopes, last_used_at, created_at, updated_at)
  select gen_random_uuid(), ${personId}, 'bench', hash, 'gh_live_bench', array['project:read'], now() + interval '1 hour', now(), now()
  from unnest($1::int[], $2::text[]) as keys (n, hash)`;

const insertSessions = `
  insert into auth.sessions (id, user_id, method, client, auth_hash, address, user_agent,
    created_at, authenticated_at, last_seen_at, expires_at, absolute_expires_at)
  select encode(sha256(convert_to('program ' || n, 'UTF8')), 'hex'), user_id, method, 'bench', auth_hash, address, user_agent,
    created_at, authenticated_at, last_seen_at, expires_at, absolute_expires_at
  from unnest($1::int[]) as n join auth.sessions on user_id = ${personId} and client is null`;

async function issueTokens(url: string): Promise<string[]> {
  const { tokenService: service } = await load<Tokens>(tokenService);
  const programs = await ask<{ sid: string; owner: string }>(
    url,
    "select id as sid, user_id as owner from auth.sessions where client is not null order by user_id",
  );
  if (!service) throw new Error("the bench has no key for tokens");
  const { issue } = service;
  return Promise.all(programs.map(({ sid, owner }) => issue(owner, { sid, client_id: "bench" })));
}
