import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";

import { newPerson } from "#tests/support/arrivals.ts";
import {
  makeMove,
  standingsByGraph,
  standingsByQuery,
  type RoleMove,
  type Standings,
} from "#tests/support/role-moves.ts";
import { plainEnvironment } from "#tests/support/run-child.ts";
import type { StoredCondition } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { allPermissions } from "./permissions.ts";
import { syncPermissions } from "./roles.server.ts";

let other: ChildProcess;

beforeAll(async () => {
  await syncPermissions(db);
  for (const name of ["ada", "bea", "cleo"]) await newPerson(name);
  other = fork("tests/support/other-process.ts", {
    execArgv: ["--import", "tsx"],
    env: plainEnvironment({ DATABASE_URL: process.env.DATABASE_URL, LOG_LEVEL: "silent" }) as NodeJS.ProcessEnv,
  });
  await once(other, "message");
}, 60_000);

afterAll(() => other.disconnect());

async function askOther(message: RoleMove | "read"): Promise<Standings> {
  other.send(message);
  const [answer] = (await once(other, "message")) as [Standings];
  return answer;
}

const any = fc.nat({ max: 1_000 });
const [role, parent, person] = [any, any, any];
const conditions = fc.constantFrom<StoredCondition[]>([], [], [{ type: "is_owner", ownerField: "ownerId" }]);
const permission = fc.constantFrom(...allPermissions);
const move: fc.Arbitrary<RoleMove> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("make"), parents: fc.array(parent, { maxLength: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("inherit"), role, parent }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("stop-inheriting"), role, parent }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("grant"), role, permission, conditions }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("ungrant"), grant: any }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("everything"), role, grantsAll: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete"), role }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("join"), role, person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave"), role, person }) },
);
// The same shape to begin with in every case, so that the random part changes something: four roles, two of them with people.
const beginning: RoleMove[] = [
  { kind: "make", parents: [] },
  { kind: "make", parents: [0] },
  { kind: "make", parents: [0] },
  { kind: "make", parents: [1, 2] },
  { kind: "grant", role: 0, permission: "project:read", conditions: [] },
  { kind: "join", role: 3, person: 0 },
  { kind: "join", role: 1, person: 1 },
];

// When this fails it prints the seed and the path of the case: put both beside `numRuns` to see the same one again.
const patience = { timeout: 120_000 }; // a thousand questions, and two processes that take turns: on a busy machine that lasts
it(
  "RB-08 RB-19 AZ13 any change in either of two processes: both graphs say at once what one recursive query says",
  patience,
  async () => {
    let [changes, differences] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 20 }), async (moves) => {
        await db.execute(sql`truncate auth.roles cascade`);
        for (const one of beginning) await makeMove(one);
        let before = await standingsByQuery();
        for (const [n, one] of moves.entries()) {
          if (n % 2 === 0) await makeMove(one);
          else await askOther(one);
          const [here, there, truth] = await Promise.all([standingsByGraph(), askOther("read"), standingsByQuery()]);
          expect({ n, here, there }).toEqual({ n, here: truth, there: truth });
          changes += 1;
          differences += Number(JSON.stringify(truth) !== JSON.stringify(before));
          before = truth;
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(changes).toBeGreaterThan(100);
    expect(differences).toBeGreaterThan(changes / 10); // not a test in which nothing changes
  },
);
