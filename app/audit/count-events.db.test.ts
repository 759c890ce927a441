import { sql, type SQLWrapper } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { origin } from "#tests/support/arrivals.ts";
import { travel } from "#tests/support/travel.ts";
import { days, fromNow, hours, now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { countRefusals, countSignIns, selectRefusals, selectSignIns } from "./count-events.server.ts";
import type { AuditReason } from "./events.ts";
import { selectEvents } from "./find-events.server.ts";
import { recordEvent } from "./record.server.ts";

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
const signIn = (reason?: AuditReason) =>
  recordEvent({ event: "sign-in", outcome: reason ? "refused" : "done", reason }, origin);

/** From noon to noon in UTC, so that an hour more or less stays within the day. */
const toNoon = () => travel(days(40) + hours(12) - (now().getTime() % days(1)));

describe("the counts of sign-ins and refusals", () => {
  it("tell each day's sign-ins and refusals in UTC, today last, and days without any as none", async () => {
    toNoon();
    const [today, yesterday] = [dayOf(now()), dayOf(fromNow(-days(1)))];
    await Promise.all([signIn(), signIn(), signIn("wrong-password")]);
    travel(-hours(13));
    await Promise.all([signIn(), signIn("locked")]);
    travel(hours(13));
    expect(await countSignIns(3)).toEqual([
      { day: dayOf(fromNow(-days(2))), done: 0, refused: 0 },
      { day: yesterday, done: 1, refused: 1 },
      { day: today, done: 2, refused: 1 },
    ]);
  });

  it("leave out what is older than the first day, and what is no sign-in", async () => {
    toNoon();
    const before = await countSignIns(1);
    travel(-days(1));
    await signIn();
    travel(days(1));
    await recordEvent({ event: "sign-out", outcome: "done" }, origin);
    expect(await countSignIns(1)).toEqual(before);
  });

  it("tell what was refused within 24 hours, by kind", async () => {
    toNoon();
    travel(days(10));
    await Promise.all([signIn("locked"), signIn("too-many-tries"), signIn("wrong-password"), signIn()]);
    await recordEvent({ event: "access.refused", outcome: "refused", reason: "permission" }, origin);
    travel(hours(23));
    expect(await countRefusals()).toEqual({ access: 1, locked: 1, tooManyTries: 1 });
    travel(hours(2));
    expect(await countRefusals()).toEqual({ access: 0, locked: 0, tooManyTries: 0 });
  });
});

describe("in a long log", () => {
  const planOf = async (statement: SQLWrapper) =>
    (await db.execute<{ "QUERY PLAN": string }>(sql`explain ${statement}`)).rows
      .map((row) => row["QUERY PLAN"])
      .join("\n");

  // Two years: fifty thousand sign-ins, as many events of other kinds, every thousandth a change to somebody, and one refused.
  beforeAll(async () => {
    await db.transaction(async (transaction) => {
      // Only what is certain to stay is known to be visible to all, and so read from an index alone.
      await transaction.execute(sql`set local synchronous_commit = on`);
      await transaction.execute(sql`alter table auth.audit_events disable trigger user`);
      await transaction.execute(sql`
        insert into auth.audit_events (sequence, id, at, event, outcome, reason)
        select 1000000 + n, gen_random_uuid(), now() - n * interval '10 minutes',
          case when n % 1000 = 0 then 'person.disabled' when n % 2 = 0 then 'sign-in' else 'sign-out' end, 'done',
          case when n = 1 then 'locked' end
        from generate_series(1, 100000) n`);
      await transaction.execute(sql`alter table auth.audit_events enable trigger user`);
    });
    await db.execute(sql`vacuum analyze auth.audit_events`);
  });

  it("sign-ins and refusals are counted in an index alone", async () => {
    for (const statement of [selectSignIns(fromNow(-days(30))), selectRefusals()]) {
      const plan = await planOf(statement);
      expect(plan).toContain("Index Only Scan using audit_events_at_the_door");
      expect(plan).not.toContain("Seq Scan");
    }
  });

  it("the latest events of note are found without reading what stands between them", async () => {
    const plan = await planOf(selectEvents({ ofNote: true }, 6));
    expect(plan).toContain("audit_events_of_note");
    expect(plan).not.toContain("Seq Scan on audit_events");
  });

  it("a rare event and a rare reason are found by their index", async () => {
    expect(await planOf(selectEvents({ event: "person.disabled" }, 26))).toContain("audit_events_event");
    expect(await planOf(selectEvents({ reason: "locked" }, 26))).toContain("audit_events_reason");
  });
});
