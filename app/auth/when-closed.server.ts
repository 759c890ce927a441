import { endKeysOf } from "../features/api-keys/revoke-key.server.ts";
import { endApplicationsOf } from "../features/authorization-server/withdraw-consent.server.ts";
import type { Transaction } from "../db/client.server.ts";

/** What else ends when an account is closed to whoever is in it: a feature that gives out something which opens accounts adds a line. */
const whenClosed: readonly ((transaction: Transaction, userId: string) => Promise<void>)[] = [
  endKeysOf,
  endApplicationsOf,
];

/** Ends all of it, in the transaction that closes the account: it is deleted, or somebody has said that it was not them. */
export async function endWhenClosed(transaction: Transaction, userId: string): Promise<void> {
  for (const end of whenClosed) await end(transaction, userId);
}
