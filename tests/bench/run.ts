import { startDatabases, type Databases } from "./database.ts";
import { startClient } from "./load/start-client.ts";
import { withCachedSessions } from "./people/better-auth.ts";
import { seedEverybody, type People } from "./people/everybody.ts";
import { installPeers } from "./peers/install.ts";
import { countedAlone, promises, type Alone } from "./promises.ts";
import { inRounds, type Results } from "./rounds.ts";
import { fillCrowds, startCrowdVariants } from "./rows/crowd.ts";
import { httpVariants, statementsAlone } from "./rows/http.ts";
import { startMemoryVariants } from "./rows/memory.ts";
import { floodVariants } from "./rows/sign-in-flood.ts";
import { startVariants } from "./rows/start.ts";
import { full, quick, type Scale } from "./scale.ts";
import { recipes, startSubjects, type Subjects } from "./subjects.ts";
import { report, writeReport } from "./table.ts";
import { buildGuarded, buildUnguarded, makeWorkplace, type Workplace } from "./workplace.ts";

const isQuick = process.argv.includes("--quick");
const scale = isQuick ? quick : full;
// What was started or made, last first, to be ended however the run ends.
const endings: (() => unknown)[] = [];
process.once("SIGINT", () => void finish().then(() => process.exit(130)));
try {
  await run();
} finally {
  await finish();
}

async function run(): Promise<void> {
  const workplace = makeWorkplace();
  endings.push(workplace.clear);
  say("installing the peers, building our app with and without guards");
  await installPeers(workplace.peers);
  await buildGuarded(workplace.guarded);
  await buildUnguarded(workplace.unguarded);
  const databases = await startDatabases();
  endings.push(databases.stop);
  say(`filling the databases with ${scale.people.toLocaleString("en")} people`);
  const seeded = await seedEverybody(databases, workplace.peers, scale);
  const subjects = await startSubjects(workplace, databases);
  endings.push(...Object.values(subjects).map(({ stop }) => stop));
  const people = {
    ...seeded,
    betterAuthCached: await withCachedSessions(subjects.betterAuthCached.port, seeded.betterAuth.signedIn),
  };

  const { results: overHttp, alone } = await measureHttp(people, subjects);
  say("a guarded read while people sign in");
  const flooded = await inRounds(floodVariants(people, subjects, scale), scale.rounds);
  for (const { stop } of Object.values(subjects)) await stop();
  say("starting");
  const started = await inRounds(startVariants(people, recipes(workplace, databases)), scale.rounds);
  const inCrowd = await measureCrowd(workplace, databases);
  const inMemory = await measureMemory(workplace, scale);

  const results = new Map([...overHttp, ...flooded, ...started, ...inCrowd, ...inMemory]);
  const text = report(promises(results, alone), results, scale, databases.version);
  console.log(`\n${text}\n`);
  if (!isQuick) writeReport(text);
}

async function measureHttp(people: People, subjects: Subjects): Promise<{ results: Results; alone: Alone }> {
  const client = startClient();
  endings.push(client.stop);
  say("sessions, keys, tokens, routes and forgeries over HTTP");
  const results = await inRounds(httpVariants(people, subjects, client, scale), scale.rounds);
  const alone: Partial<Alone> = {};
  for (const name of countedAlone) alone[name] = await statementsAlone(people, subjects, client, name);
  return { results, alone: alone as Alone };
}

async function measureCrowd(workplace: Workplace, databases: Databases): Promise<Results> {
  say(`filling a database with ${scale.crowd.people.toLocaleString("en")} people and all that was shared with them`);
  await fillCrowds(databases, scale);
  say("who asks, and what they may see");
  const variants = startCrowdVariants(workplace, databases, scale);
  endings.push(...variants.map(({ stop }) => stop));
  return inRounds(variants, scale.rounds);
}

async function measureMemory(workplace: Workplace, { rounds }: Scale): Promise<Results> {
  say("decisions in memory");
  const variants = await startMemoryVariants(workplace, scale);
  endings.push(...variants.map(({ stop }) => stop));
  return inRounds(variants, rounds);
}

async function finish(): Promise<void> {
  for (const end of endings.splice(0).toReversed()) await end();
}

function say(what: string): void {
  console.log(`${Math.round(performance.now() / 1_000)} s: ${what}`);
}
