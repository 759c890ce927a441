/** The one sentence people read when the embedded database cannot run: what is wrong, and what to set instead. */
export const noEmbedded = (reason: string) =>
  new Error(`${reason.trim()}: set DATABASE_URL to the address of a PostgreSQL 15 or newer.`);
