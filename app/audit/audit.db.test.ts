import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { origin } from "#tests/support/arrivals.ts";
import { auditEvents, auditPersonal } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { newId } from "../db/columns.ts";
import { recordEvent } from "./record.server.ts";
import { verifyChain } from "./verify.server.ts";

const actorId = newId();
const note = () => recordEvent({ event: "sign-in", outcome: "done", actorId, details: { method: "password" } }, origin);

/** Does what no app may: changes the log behind the trigger's back, as somebody with the database's keys could. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await db.execute(sql`alter table auth.audit_events disable trigger audit_events_insert_only`);
  await db.execute(statement);
  await db.execute(sql`alter table auth.audit_events enable trigger audit_events_insert_only`);
}

describe("the audit log", () => {
  it("numbers events one by one, also when they come at the same moment, and is intact", async () => {
    await Promise.all(Array.from({ length: 8 }, note));
    const rows = await db.select({ sequence: auditEvents.sequence }).from(auditEvents).orderBy(auditEvents.sequence);
    expect(rows.map((row) => row.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await verifyChain(db)).toMatchObject({ intact: true, events: 8 });
  });

  it("AU03 keeps ids in the chain and personal data beside it, where it can be erased without breaking the proof", async () => {
    const [event] = await db.select().from(auditEvents).limit(1);
    expect(JSON.stringify(event)).not.toContain(origin.address);
    await db.delete(auditPersonal);
    expect(await verifyChain(db)).toMatchObject({ intact: true });
  });

  it("is only ever added to", async () => {
    for (const statement of [
      sql`update auth.audit_events set reason = 'locked'`,
      sql`delete from auth.audit_events`,
      sql`truncate auth.audit_events`,
      sql`delete from auth.audit_head`,
      sql`truncate auth.audit_head`,
    ])
      await expect(db.execute(statement)).rejects.toThrow();
  });

  it("AU02 takes any text as one event", async () => {
    await recordEvent(
      { event: "sign-in", outcome: "refused", details: { odd: 'a\r\nb "c" \u001b[31m' } },
      { ...origin, userAgent: "x\r\ny" },
    );
    expect(await verifyChain(db)).toMatchObject({ intact: true });
  });

  it("shows where a row was changed", async () => {
    await tamper(sql`update auth.audit_events set actor_id = null where sequence = 3`);
    expect(await verifyChain(db)).toEqual({ intact: false, brokenAt: 3, problem: "changed" });
    await tamper(sql`update auth.audit_events set actor_id = ${actorId} where sequence = 3`);
    expect(await verifyChain(db)).toMatchObject({ intact: true });
  });

  it("is not intact without its end, which alone tells whether rows are missing there", async () => {
    await db.execute(sql`alter table auth.audit_head disable trigger audit_head_stays`);
    await db.execute(sql`create temporary table kept as select * from auth.audit_head; delete from auth.audit_head`);
    expect(await verifyChain(db)).toMatchObject({ intact: false, problem: "missing" });
    await db.execute(sql`insert into auth.audit_head select * from kept`);
    await db.execute(sql`alter table auth.audit_head enable trigger audit_head_stays`);
    expect(await verifyChain(db)).toMatchObject({ intact: true });
  });

  it("shows where rows are missing, at the end too", async () => {
    await tamper(sql`delete from auth.audit_events where sequence = 9`);
    expect(await verifyChain(db)).toEqual({ intact: false, brokenAt: 9, problem: "missing" });
    await tamper(sql`delete from auth.audit_events where sequence = 5`);
    expect(await verifyChain(db)).toEqual({ intact: false, brokenAt: 6, problem: "missing" });
  });
});
