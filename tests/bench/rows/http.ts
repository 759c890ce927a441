import type { Job } from "../load/job.ts";
import type { Client } from "../load/start-client.ts";
import type { People } from "../people/everybody.ts";
import { usernameOf } from "../people/names.ts";
import type { Figures, Variant } from "../rounds.ts";
import type { Scale } from "../scale.ts";
import type { Subject } from "../subject.ts";
import type { Subjects } from "../subjects.ts";
import { letsIn, naming, refuses, type Asking } from "./asking.ts";
import { programAskings } from "./programs.ts";

const CONNECTIONS = 32;

/** Everything that is asked over HTTP, by the name that the table knows it by. */
const askings = (people: People): Record<string, Asking> => ({ ...browserAskings(people), ...programAskings(people) });

function browserAskings(people: People): Record<string, Asking> {
  const { participants, ours, betterAuth, betterAuthCached, lucia } = people;
  const name = naming(participants);
  const standing = (i: number) =>
    `${name(i)},"roles":["editor","viewer"],"permissions":["project:create","project:read"]`;
  const page = (i: number) => `Signed in as <!-- -->${usernameOf(participants[i] ?? 0)}</p>`;
  return {
    "bare node:http": { on: "bare", asks: letsIn("/", ours.signedIn, () => '{"one":1}') },
    "bare node:http, one prepared select 1": { on: "bare", asks: letsIn("/select", ours.signedIn, () => '{"one":1}') },
    "bare node:http refusing": { on: "bare", asks: refuses("/no", ours.forged) },
    ours: { on: "principal", asks: letsIn("/api/check", ours.signedIn, standing) },
    "ours, through the whole gate": { on: "principal", asks: letsIn("/api/gate", ours.signedIn, standing) },
    "ours refusing": { on: "guarded", asks: refuses("/api/bench", ours.forged) },
    "better-auth": { on: "betterAuth", asks: letsIn("/", betterAuth.signedIn, name) },
    "better-auth, cookie cache": { on: "betterAuthCached", asks: letsIn("/", betterAuthCached, name) },
    "better-auth refusing": { on: "betterAuth", asks: refuses("/", betterAuth.forged) },
    lucia: { on: "lucia", asks: letsIn("/", lucia, name) },
    "Remix resource, guarded": { on: "guarded", asks: letsIn("/api/bench", ours.signedIn, name) },
    "Remix resource, unguarded": {
      on: "unguarded",
      asks: letsIn("/api/bench", ours.signedIn, () => '"username":"nobody"'),
    },
    "Remix page, guarded": { on: "guarded", asks: letsIn("/projects/bench/page", ours.signedIn, page) },
    "Remix page, unguarded": {
      on: "unguarded",
      asks: letsIn("/projects/bench/page", ours.signedIn, () => "Signed in as <!-- -->nobody</p>"),
    },
  };
}

/** The same as variants: a burst gives requests a second, and for each request the server's processor time (µs) and statements. */
export function httpVariants(people: People, subjects: Subjects, client: Client, { warmUp, time }: Scale): Variant[] {
  return Object.entries(askings(people)).map(([name, { on, asks }]) => {
    const subject = subjects[on];
    return {
      name,
      burst: () => burstOn(subject, client, { port: subject.port, asks, connections: CONNECTIONS, warmUp, time }),
    };
  });
}

async function burstOn(subject: Subject, client: Client, job: Job): Promise<Figures> {
  const before = await subject.probe();
  const { answers, perSecond } = await client.run(job);
  const after = await subject.probe();
  return {
    perSecond,
    processor: (after.processor - before.processor) / answers,
    statements: (after.statements - before.statements) / answers,
    memory: after.memory,
  };
}

/**
 * Statements per request when requests come one after the other, on a warm server: the least of three seconds, since in some second of each
 * minute the server does its chores.
 */
export async function statementsAlone(
  people: People,
  subjects: Subjects,
  client: Client,
  name: string,
): Promise<number> {
  const asking = askings(people)[name];
  if (!asking) return Number.NaN; // of a part that this app does not have
  const { on, asks } = asking;
  const job = { port: subjects[on].port, asks, connections: 1, warmUp: 0, time: 1_000 };
  await client.run(job);
  const counted: number[] = [];
  for (let i = 0; i < 3; i += 1) counted.push((await burstOn(subjects[on], client, job)).statements as number);
  return Math.min(...counted);
}
