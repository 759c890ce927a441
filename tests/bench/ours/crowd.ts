import { pool } from "#app/db/client.server.ts";
import type { SignedIn } from "#app/access/principal.ts";
import type { RequestContext } from "#app/guards/request-context.ts";
import { hashToken } from "#app/auth/secrets.server.ts";
import { lookUpSession } from "#app/auth/session-lookup.server.ts";
import { sessionScheme } from "#app/guards/session-scheme.server.ts";
import { listProjects } from "#app/projects/projects.server.ts";

import { tokenOf, usernameOf } from "../people/names.ts";

// Questions to a large database, one after the other. Answers `{ question, people, time }` with how long one took, in milliseconds.
export type Question = "select 1" | "principal's query" | "principal" | "first 50 visible rows";
export type Asked = { question: Question; people: number[]; time: number };

const ask: Record<Question, (person: number) => Promise<unknown>> = {
  "select 1": () => pool.query({ name: "one", text: "select 1" }),
  "principal's query": lookUp,
  principal: findPrincipal,
  "first 50 visible rows": listTheirs,
};
const principals = new Map<number, SignedIn>();

process.on("message", async ({ question, people, time }: Asked) => {
  // Known beforehand, so that a list is timed and not who asks for it.
  for (const person of people) if (!principals.has(person)) principals.set(person, await findPrincipal(person));
  const took: number[] = [];
  const end = performance.now() + time;
  for (let i = 0; performance.now() < end; i += 1) {
    const began = performance.now();
    await ask[question](people[i % people.length] ?? 0);
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  process.send?.({ p50: took[took.length >> 1], p99: took[Math.floor(took.length * 0.99)] });
});

async function lookUp(person: number): Promise<void> {
  const found = await lookUpSession(hashToken(tokenOf(person)));
  if (found?.user.username !== usernameOf(person)) throw new Error(`nobody, or somebody else, for ${person}`);
}

async function findPrincipal(person: number): Promise<SignedIn> {
  const found = await sessionScheme({ sessionToken: tokenOf(person), address: "127.0.0.1" } as RequestContext);
  if (found?.user.username !== usernameOf(person)) throw new Error(`nobody, or somebody else, for ${person}`);
  return found;
}

async function listTheirs(person: number): Promise<void> {
  const principal = principals.get(person);
  const { items } = principal ? await listProjects(principal, { limit: 50 }) : { items: [] };
  if (items.length !== 50) throw new Error(`person ${person} sees ${items.length} projects instead of 50`);
}
