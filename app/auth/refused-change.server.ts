import type { AuditReason } from "../audit/events.ts";
import { recordEvent } from "../audit/record.server.ts";
import { minutes } from "../clock.ts";
import type { Actor } from "./change-person.server.ts";
import { countOne } from "./counters.server.ts";

const MOST_WRITTEN = { most: 20, window: minutes(15) };

/** Writes down that an administrator was refused a change of `targetId`: twenty times a quarter of an hour for each of them and each reason. */
export async function recordRefusedChange(
  reason: AuditReason,
  { principal, origin }: Actor,
  targetId: string,
): Promise<void> {
  const counted = await countOne(`refusals written: ${reason}`, principal.userId, MOST_WRITTEN);
  if (!counted.allowed) return;
  const entry = { event: "access.refused", outcome: "refused", actorId: principal.userId, targetId } as const;
  await recordEvent({ ...entry, reason }, origin);
}
