import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";

import { isLoopback } from "./env-loopback.ts";
import { isWithinReach, type Reach } from "./reach.ts";
import { unreachable } from "./unreachable.ts";

/** Looks up where a host is, and gives only addresses within reach: those that are judged are those that are connected to. */
export const lookupWithin =
  (reach: Reach): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const allowed = found
        .filter(({ address }) => isWithinReach(address, reach))
        .filter(({ address }) => !isLoopback(hostname) || isLoopback(address));
      const [first] = allowed;
      if (!first) return callback(unreachable(outOfReach(hostname), "out-of-reach"), []);
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });

export const outOfReach = (host: string) => `${host} is at no address that may be called`;
