import { countOne, type Counted } from "../auth/counters.server.ts";
import { networkOf } from "../addresses.ts";
import { env } from "../env.server.ts";
import type { Principal } from "../access/principal.ts";
import { readLimit, type LimitText } from "./policy.ts";

/** Counts one more call of `what` for a person, or for an address while nobody is signed in. Adds one statement. */
export async function countCall(
  what: string,
  text: LimitText,
  caller: { principal: Principal; address: string },
): Promise<Counted> {
  const { principal, address } = caller;
  if (!principal.isAuthenticated && env.ADDRESS_LIMITS === "off") return { allowed: true };
  const limit = readLimit(text);
  if (!limit) throw new Error(`"${text}" is not a limit`);
  return countOne(what, principal.userId ?? `address ${networkOf(address)}`, limit);
}
