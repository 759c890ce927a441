import { endKeysOf } from "../features/api-keys/revoke-key.server.ts";
import type { Transaction } from "../db/client.server.ts";

/** What else ends when an account is closed to whoever is in it: a feature that gives out something which opens accounts adds a line. */
export const whenClosed: readonly ((transaction: Transaction, userId: string) => Promise<void>)[] = [endKeysOf];
