import { countOne, type Counted, type Limit } from "../auth/counters.server.ts";
import { networkOf } from "../addresses.ts";
import { hours, minutes } from "../clock.ts";
import { env } from "../env.server.ts";
import type { Principal } from "../access/principal.ts";
import type { LimitText } from "./policy.ts";

/** Reads "30 per minute" or "100 per 15 minutes". */
export function readLimit(text: LimitText): Limit {
  const [, most, every = "1", unit] = /^(\d+) per (?:(\d+) )?(minute|hour)s?$/.exec(text) ?? [];
  if (!most || !unit) throw new Error(`"${text}" is not a limit`);
  const window = unit === "hour" ? hours(Number(every)) : minutes(Number(every));
  return { most: Number(most), window };
}

/** Counts one more call of `what` for a person, or for an address while nobody is signed in. Adds one statement. */
export async function countCall(
  what: string,
  text: LimitText,
  caller: { principal: Principal; address: string },
): Promise<Counted> {
  const { principal, address } = caller;
  if (!principal.isAuthenticated && env.ADDRESS_LIMITS === "off") return { allowed: true };
  return countOne(what, principal.userId ?? `address ${networkOf(address)}`, readLimit(text));
}
