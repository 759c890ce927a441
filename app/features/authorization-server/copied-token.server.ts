import { recordEvent, type Origin } from "../../audit/record.server.ts";
import type { Noted } from "./asking.server.ts";

/**
 * Writes down that a code or refresh token came a second time, and in whose name the application was signed out for it: once per sign-in,
 * however many copies come at once (AS05, AS13). It is nobody's doing: which of the two was the application, nobody knows.
 */
export async function recordCopies({ isCopied, ended }: Noted, origin: Origin): Promise<void> {
  if (!isCopied) return;
  for (const { accountId, clientId } of ended)
    await recordEvent(
      {
        event: "application.reused",
        outcome: "refused",
        targetId: accountId ?? null,
        details: { client: clientId ?? null },
      },
      origin,
    );
}
