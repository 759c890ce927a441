import type { KnownOrigin } from "./account-notices.server.ts";
import type { Connection } from "./connection.ts";
import { isHeldFor, takeHeldIdentity } from "./held-identities.server.ts";
import { linkIdentity } from "./identities.server.ts";

/** An identity that waits for this browser. */
export type Held = { id: string; browserToken: string | null };
export type ConnectOutcome = { ok: true } | { ok: false; reason: "gone" | "another-person" };

/**
 * Connects an identity that waits to the account of somebody who has just said so. It is used up, whatever comes of it. "gone" also when its
 * connection is not open any more, when what has its name is of another kind, or when it waits for somebody else.
 */
export async function connectHeld(
  userId: string,
  { id, browserToken }: Held,
  findOpenConnection: (name: string) => Promise<Connection | null>,
  origin: KnownOrigin,
): Promise<ConnectOutcome> {
  const held = await takeHeldIdentity(id, browserToken);
  const connection = held && (await findOpenConnection(held.connection));
  if (!held || connection?.kind !== held.kind || !isHeldFor(held, userId)) return { ok: false, reason: "gone" };
  return linkIdentity(userId, { assertion: held.assertion, connection }, origin);
}
