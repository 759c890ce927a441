import { demoPassword } from "#app/db/demo-data.ts";

import { cookie, get, type Ask, type Job, type Load } from "../load/job.ts";
import { startClient } from "../load/start-client.ts";
import type { People } from "../people/everybody.ts";
import { usernameOf } from "../people/names.ts";
import { host } from "../people/ours.ts";
import type { Figures, Variant } from "../rounds.ts";
import type { Scale } from "../scale.ts";
import type { Subjects } from "../subjects.ts";

// Enough to keep every slot of the hasher busy with a line behind it, and too few to be turned away.
const SIGNING_IN = 16;
const READERS = 10;
const EVERY = 100;

/**
 * A guarded read, a hundred times a second: with nobody else about, and while more people sign in than the hasher can serve.
 * Bursts give the read's p50 and p99 in milliseconds, and the sign-ins a second.
 */
export function floodVariants(people: People, { guarded }: Subjects, scale: Scale): Variant[] {
  const timing = { port: guarded.port, warmUp: scale.warmUp, time: scale.flood };
  const reading = { ...timing, asks: reads(people), connections: READERS, every: EVERY };
  const signingIn = { ...timing, asks: signIns(people), connections: SIGNING_IN };
  return [
    { name: "read, idle", burst: async () => figures(await withClients([reading])) },
    { name: "read, during sign-ins", burst: async () => figures(await withClients([reading, signingIn])) },
  ];
}

async function withClients(jobs: readonly Job[]): Promise<Load[]> {
  const clients = jobs.map(() => startClient());
  try {
    return await Promise.all(jobs.map((job, i) => clients[i]?.run(job) as Promise<Load>));
  } finally {
    for (const client of clients) client.stop();
  }
}

const figures = ([read, signedIn]: readonly Load[]): Figures => ({
  p50: read?.p50 ?? Number.NaN,
  p99: read?.p99 ?? Number.NaN,
  signIns: signedIn?.perSecond ?? 0,
});

const reads = ({ ours }: People): Ask[] =>
  ours.signedIn.map((cookies) => ({
    text: get("/api/bench", host, cookie(cookies)),
    statuses: [200],
    says: '"username":"person-',
  }));

function signIns({ participants, ours }: People): Ask[] {
  const { cookies, formToken } = ours.nobody;
  return participants.map((n) => {
    const body = new URLSearchParams({ csrf: formToken, identifier: usernameOf(n), password: demoPassword }).toString();
    const type = "Content-Type: application/x-www-form-urlencoded";
    const head = `POST /login HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookies}\r\n${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
    return { text: head + body, statuses: [303], says: "session=1." };
  });
}
