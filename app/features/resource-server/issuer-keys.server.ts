import { publishedKeys, type FindKey } from "../../auth/jws.server.ts";
import { fromNow, minutes, now, seconds } from "../../clock.ts";
import { fetchOutsideWithin, type FetchOutside } from "../../fetch-outside.server.ts";
import { findKeysAddress, readKeySet } from "./published.server.ts";
import { sparingly } from "./sparingly.ts";

const KEPT_FOR = minutes(10);

// The operator has named the issuer, so it may stand in a network of our own.
const askIssuer = (): FetchOutside => fetchOutsideWithin(seconds(4), "own-networks");

/**
 * The keys of one issuer, where its description says they are. Both are kept for ten minutes; one that is not among the keys makes them be read
 * once more, half a minute apart at least, so a new key counts at once and a flood of invented ones costs nothing (RS-06). Throws `unreachable`
 * while the issuer does not answer, after eight seconds at most.
 */
export function keysOfIssuer(issuer: string, ask: () => FetchOutside = askIssuer): FindKey {
  let kept: { address: string; keys: FindKey; until: Date } | null = null;
  const locate = sparingly(async () => {
    const address = await findKeysAddress(issuer, ask());
    const readKeys = sparingly(() => readKeySet(address, ask()));
    const keys = kept?.address === address ? kept.keys : publishedKeys(address, readKeys);
    kept = { address, keys, until: fromNow(KEPT_FOR) };
    return keys;
  });
  return async (header) => (kept && kept.until > now() ? kept.keys : await locate())(header);
}
