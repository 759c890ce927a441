import { findUnreachable } from "../../unreachable.ts";

/**
 * Why a directory did not answer a question: nobody can reach or understand it; or it does not let us ask, which somebody must mend.
 * `detail` is for the log and for administrators; no password and no user name stands in it. `code` is the one of the answer, or of the fault.
 */
export type DirectoryFault = Error & { directoryFault: "unreachable" | "configuration"; code: string };

export const directoryFault = (
  kind: DirectoryFault["directoryFault"],
  detail: string,
  code = "",
  cause?: unknown,
): DirectoryFault => Object.assign(new Error(detail, { cause }), { directoryFault: kind, code });

export const isDirectoryFault = (error: unknown): error is DirectoryFault =>
  error instanceof Error && "directoryFault" in error;

/** The number with which a directory says no (RFC 4511 4.1.9); null for every other error. */
export const resultCode = (error: unknown): number | null =>
  error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : null;

/** What a refused bind says beyond its number: Active Directory puts the cause there, as `data 52e`. */
export function refusalDetail(error: Error): string {
  const cause = /\bdata ([0-9a-f]{1,8})\b/i.exec(error.message)?.[1];
  return `result ${resultCode(error)}${cause ? `, data ${cause}` : ""}`;
}

const BUSY = [3, 51, 52, 80]; // out of time, busy, unavailable, other

/** What an error means that came of anything but the bind of a person. */
export function faultOf(error: unknown): DirectoryFault {
  if (isDirectoryFault(error)) return error;
  const result = resultCode(error);
  if (result !== null)
    return directoryFault(
      BUSY.includes(result) ? "unreachable" : "configuration",
      `result ${result}`,
      `${result}`,
      error,
    );
  const outage = findUnreachable(error);
  if (outage) return directoryFault("unreachable", outage.message, outage.why, error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return directoryFault(
    "unreachable",
    code || (error instanceof Error ? error.message : "no reason given"),
    code,
    error,
  );
}
