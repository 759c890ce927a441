import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { readAnswer } from "./answer.ts";
import type { Ask, Job, Load } from "./job.ts";

// A process of its own, so that asking does not run on the core that answers. It does as little as it can for each request.
process.on("message", (job: Job) => {
  run(job).then(
    (load) => process.send?.({ load }),
    (error: Error) => process.send?.({ wrong: error.message }),
  );
});

type Timed = { took: number; status: number };

async function run(job: Job): Promise<Load> {
  const began = performance.now();
  const counted: Timed[] = [];
  let answers = 0;
  const record = (at: number, timed: Timed) => {
    answers += 1;
    if (at - began >= job.warmUp && at - began < job.warmUp + job.time) counted.push(timed);
  };
  await Promise.all(Array.from({ length: job.connections }, (_, lane) => keepAsking(job, lane, began, record)));
  const took = counted.map((one) => one.took).toSorted((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN;
  return {
    answers,
    perSecond: counted.length / (job.time / 1_000),
    p50: at(0.5),
    p99: at(0.99),
    statuses: tally(counted),
  };
}

async function keepAsking(job: Job, lane: number, began: number, record: (at: number, timed: Timed) => void) {
  const socket = connect(job.port, "127.0.0.1").setNoDelay().setEncoding("latin1");
  await once(socket, "connect");
  const asking = askerOn(socket);
  const over = began + job.warmUp + job.time;
  // Lanes begin spread over the list and over the first interval, so that they do not move in step.
  let turn = Math.floor((job.asks.length / job.connections) * lane);
  let planned = began + ((job.every ?? 0) / job.connections) * lane;
  while (performance.now() < over) {
    if (job.every) await pause(Math.max(0, planned - performance.now()));
    const asked = job.every ? planned : performance.now();
    const ask = job.asks[turn++ % job.asks.length] as Ask;
    const { status, text } = await asking(ask.text);
    check(ask, status, text);
    const now = performance.now();
    // Timed from when it was due: an answer that comes late makes the next one late too.
    record(now, { took: now - asked, status });
    planned += job.every ?? 0;
  }
  socket.destroy();
}

function askerOn(socket: Socket): (text: string) => Promise<{ status: number; text: string }> {
  let received = "";
  let settle:
    { resolve: (answer: { status: number; text: string }) => void; reject: (error: Error) => void } | undefined;
  socket.on("data", (chunk: string) => {
    received += chunk;
    const answer = readAnswer(received);
    if (!answer) return;
    const text = received.slice(0, answer.end);
    received = received.slice(answer.end);
    settle?.resolve({ status: answer.status, text });
  });
  socket.on("error", (error) => settle?.reject(error));
  socket.on("close", () => settle?.reject(new Error("the server closed the connection")));
  return (text) =>
    new Promise((resolve, reject) => {
      settle = { resolve, reject };
      socket.write(text, "latin1");
    });
}

function check({ statuses, says }: Ask, status: number, text: string): void {
  if (!statuses.includes(status) || !text.includes(says))
    throw new Error(`not ${statuses.join("/")} with ${says}:\n${text.slice(0, 2_000)}`);
}

function tally(timed: readonly Timed[]): Record<number, number> {
  const tallied: Record<number, number> = {};
  for (const { status } of timed) tallied[status] = (tallied[status] ?? 0) + 1;
  return tallied;
}
