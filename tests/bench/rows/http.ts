import { get, type Ask, type Job } from "../load/job.ts";
import type { Client } from "../load/start-client.ts";
import type { People } from "../people/everybody.ts";
import { usernameOf } from "../people/names.ts";
import { host } from "../people/ours.ts";
import type { Figures, Variant } from "../rounds.ts";
import type { Scale } from "../scale.ts";
import type { Subject } from "../subject.ts";
import type { SubjectName, Subjects } from "../subjects.ts";

type Asking = { on: SubjectName; asks: readonly Ask[] };

const CONNECTIONS = 32;
const REFUSED = "AUTH_REQUIRED";

/** Everything that is asked over HTTP, by the name that the table knows it by. */
export function askings({ participants, ours, betterAuth, betterAuthCached, lucia }: People): Record<string, Asking> {
  const name = (i: number) => `"username":"${usernameOf(participants[i] ?? 0)}"`;
  const ok = (path: string, cookies: readonly string[], says: (i: number) => string) =>
    cookies.map((cookie, i) => ({ text: get(path, host, cookie), statuses: [200], says: says(i) }));
  const no = (path: string, cookies: readonly string[]) =>
    cookies.map((cookie) => ({ text: get(path, host, cookie), statuses: [401], says: REFUSED }));
  const standing = (i: number) =>
    `${name(i)},"roles":["editor","viewer"],"permissions":["project:create","project:read"]`;
  const page = (i: number) => `Signed in as <!-- -->${usernameOf(participants[i] ?? 0)}</p>`;
  return {
    "bare node:http": { on: "bare", asks: ok("/", ours.signedIn, () => '{"one":1}') },
    "bare node:http, one prepared select 1": { on: "bare", asks: ok("/select", ours.signedIn, () => '{"one":1}') },
    "bare node:http refusing": { on: "bare", asks: no("/no", ours.forged) },
    ours: { on: "principal", asks: ok("/api/check", ours.signedIn, standing) },
    "ours, through the whole gate": { on: "principal", asks: ok("/api/gate", ours.signedIn, standing) },
    "ours refusing": { on: "guarded", asks: no("/api/bench", ours.forged) },
    "better-auth": { on: "betterAuth", asks: ok("/", betterAuth.signedIn, name) },
    "better-auth, cookie cache": { on: "betterAuthCached", asks: ok("/", betterAuthCached, name) },
    "better-auth refusing": { on: "betterAuth", asks: no("/", betterAuth.forged) },
    lucia: { on: "lucia", asks: ok("/", lucia, name) },
    "Remix resource, guarded": { on: "guarded", asks: ok("/api/bench", ours.signedIn, name) },
    "Remix resource, unguarded": {
      on: "unguarded",
      asks: ok("/api/bench", ours.signedIn, () => '"username":"nobody"'),
    },
    "Remix page, guarded": { on: "guarded", asks: ok("/projects/bench/page", ours.signedIn, page) },
    "Remix page, unguarded": {
      on: "unguarded",
      asks: ok("/projects/bench/page", ours.signedIn, () => "Signed in as <!-- -->nobody</p>"),
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

/** Statements per request when requests come one after the other: counted over `asks.length` requests or more, on a warm server. */
export async function statementsAlone(
  people: People,
  subjects: Subjects,
  client: Client,
  name: string,
): Promise<number> {
  const { on, asks } = askings(people)[name] as Asking;
  const job = { port: subjects[on].port, asks, connections: 1, warmUp: 0, time: 1_000 };
  await client.run(job);
  return (await burstOn(subjects[on], client, job)).statements as number;
}
