import pg from "pg";

/** A statement as it went to the database. */
export type Sent = { text: string; values: unknown[] };

/** Does `work` and gives the SQL of every statement that this process sent to the database meanwhile. */
export const statementsDuring = async (work: () => Promise<unknown>): Promise<string[]> =>
  (await sentDuring(work)).map(({ text }) => text);

/** The same with the values that went along. */
export async function sentDuring(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [statement, given] = args as [string | Partial<Sent>, unknown];
    const { text = "", values } = typeof statement === "string" ? { text: statement } : statement;
    sent.push({ text, values: values ?? (Array.isArray(given) ? given : []) });
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}
