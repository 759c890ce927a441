import { fork } from "node:child_process";
import { join } from "node:path";

import { askChild } from "../child.ts";
import { deepest, fillCrowd, type Crowd } from "../crowd/fill.ts";
import type { Databases } from "../database.ts";
import type { Asked, Question } from "../ours/crowd.ts";
import { settings } from "../people/ours.ts";
import type { Figures, Variant } from "../rounds.ts";
import type { Scale } from "../scale.ts";
import type { Workplace } from "../workplace.ts";

const PARTICIPANTS = 100;

type Asking = Variant & { stop: () => void };

/** Fills both databases: the crowd, and a thousand people with the same rules but few shares. */
export async function fillCrowds({ crowd, few }: Databases, scale: Scale): Promise<void> {
  await fillCrowd(crowd, scale.crowd);
  await fillCrowd(few, fewOf(scale));
}

/** Who asks, and what may they see: milliseconds for one question after the other, among many people and among a thousand. */
export function startCrowdVariants({ guarded }: Workplace, { crowd, few }: Databases, scale: Scale): Asking[] {
  const script = join(guarded, "bench/crowd.js");
  const many = { script, url: crowd, crowd: scale.crowd, time: scale.time, where: "in a crowd" };
  const fewer = { script, url: few, crowd: fewOf(scale), time: scale.time, where: "among 1,000 people" };
  return [
    ...startAsking(many, ["select 1", "principal's query", "principal", "first 50 visible rows"]),
    ...startAsking(fewer, ["principal's query"]),
  ];
}

const fewOf = ({ crowd }: Scale): Crowd => ({ ...crowd, people: 1_000, shares: 1_000, projects: 1_000 });

type Place = { script: string; url: string; crowd: Crowd; time: number; where: string };

function startAsking({ script, url, crowd, time, where }: Place, questions: Question[]): Asking[] {
  const own = { ...settings, LOG_LEVEL: "warn", DATABASE_URL: url };
  const child = fork(script, { execArgv: [], env: { ...process.env, ...own, NODE_ENV: "production" } });
  const people = deepest(crowd, PARTICIPANTS);
  return questions.map((question) => ({
    name: `${question}, ${where}`,
    burst: () => askChild<Figures>(child, { question, people, time } satisfies Asked),
    stop: () => void child.kill(),
  }));
}
