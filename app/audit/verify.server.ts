import { sql } from "drizzle-orm";

import type { Database } from "../db/client.server.ts";

export type ChainReport =
  { intact: true; events: number; head: string } | { intact: false; brokenAt: number; problem: "changed" | "missing" };

/**
 * Walks the audit chain inside the database. `changed`: the row at that sequence is not what was written;
 * `missing`: rows before it, or at the end, are gone. Note `head` elsewhere to prove later that nothing was rewritten as a whole.
 */
export async function verifyChain(database: Database): Promise<ChainReport> {
  const broken = await database.execute<{ sequence: string; problem: "changed" | "missing" }>(sql`
    with walked as (
      select e.sequence, e.hash = auth.audit_hash(e) as unchanged,
        e.sequence = coalesce(lag(e.sequence) over w, 0) + 1 and e.previous_hash = coalesce(lag(e.hash) over w, '') as linked
      from auth.audit_events e window w as (order by e.sequence)
    )
    select sequence, case when linked then 'changed' else 'missing' end as problem
    from walked where not (unchanged and linked) order by sequence limit 1
  `);
  const first = broken.rows[0];
  if (first) return { intact: false, brokenAt: Number(first.sequence), problem: first.problem };
  return compareWithHead(database);
}

async function compareWithHead(database: Database): Promise<ChainReport> {
  const { rows } = await database.execute<{ written: string; head: string; found: string; last: string }>(sql`
    select h.sequence as written, h.hash as head, coalesce(e.sequence, 0) as found, coalesce(e.hash, '') as last
    from auth.audit_head h left join (select sequence, hash from auth.audit_events order by sequence desc limit 1) e on true
  `);
  const [row] = rows;
  if (!row) return { intact: false, brokenAt: 1, problem: "missing" }; // without its head nobody can say where the chain ends
  const { written, head, found, last } = row;
  return written === found && head === last
    ? { intact: true, events: Number(found), head }
    : { intact: false, brokenAt: Number(found) + 1, problem: "missing" };
}
