import { recordEvent, type Origin } from "../../audit/record.server.ts";
import { giveConsent } from "./consents.server.ts";
import type { PendingRequest } from "./pending-request.server.ts";

/** Allows an application what it has asked of this person, from now on until they take it back (AS20). */
export async function allow(userId: string, { client, asked }: PendingRequest, origin: Origin): Promise<void> {
  await giveConsent(userId, client.id, asked);
  const details = { client: client.id, scopes: [...new Set(Object.values(asked).flat())].join(" ") };
  await recordEvent({ event: "application.allowed", outcome: "done", actorId: userId, details }, origin);
}
