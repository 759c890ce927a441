/**
 * Why a row was not written: it holds fields that the person may not write (FA-04), they may not do this to it, or there is no such row. The
 * last two also when that was otherwise a moment before, and the write itself found out (AZ15).
 */
export type RowRefused =
  { ok: false; reason: "fields"; fields: readonly string[] } | { ok: false; reason: "not-allowed" | "gone" };
