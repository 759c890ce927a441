import { pool } from "#app/db/client.server.ts";
import { sentDuring } from "./statements.ts";

type PlanNode = { "Node Type": string; "Relation Name"?: string; Plans?: PlanNode[] };
type Explained = { "QUERY PLAN": [{ Plan: PlanNode }] };

/** How the database reads its tables for what `work` asks it, in a word for each: `Index Scan on sessions`. */
export async function readsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const sent = (await sentDuring(work)).filter(({ text }) => /^\s*(select|with|update|delete|insert)\b/i.test(text));
  if (sent.length === 0) throw new Error("nothing was asked");
  const plans: PlanNode[] = [];
  for (const { text, values } of sent) plans.push(await planOf(text, values));
  return plans.flatMap(nodesIn).flatMap((node) => readIn(node));
}

/** The same for one statement that was prepared and whose plan is made without knowing the values, as after some calls. */
export async function readsOfPrepared(text: string, value: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query("set plan_cache_mode = force_generic_plan");
    await client.query(`prepare looked_at as ${text}`);
    const { rows } = await client.query<Explained>(
      `explain (format json) execute looked_at (${client.escapeLiteral(value)})`,
    );
    return nodesIn(planIn(rows)).flatMap((node) => readIn(node));
  } finally {
    client.release(true); // with its settings
  }
}

const planOf = async (text: string, values: unknown[]) =>
  planIn((await pool.query<Explained>(`explain (format json) ${text}`, values)).rows);

function planIn([row]: Explained[]): PlanNode {
  if (!row) throw new Error("the database explained nothing");
  return row["QUERY PLAN"][0].Plan;
}

const nodesIn = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesIn)];

const readIn = ({ "Node Type": type, "Relation Name": table }: PlanNode) => (table ? [`${type} on ${table}`] : []);
