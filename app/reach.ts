import { isIP } from "node:net";

import ipaddr from "ipaddr.js";

import { isLoopback } from "./env-loopback.ts";

/** How far a call may go: to public addresses only, or to networks of our own as well (this machine, the office, the cluster). */
export type Reach = "internet" | "own-networks";

const OWN = ["loopback", "private", "uniqueLocal", "carrierGradeNat"];
const ASSIGNED: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/**
 * True when a call with this reach may go to `address`, in whichever spelling. Never to what is neither public nor a network of ours:
 * link-local (where clouds hand out their secrets), 0.0.0.0, multicast, and the ranges that carry another address inside.
 */
export function isWithinReach(address: string, reach: Reach): boolean {
  if (!isIP(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  // What the package does not know it calls unicast, so of IPv6 only the part counts that is handed out at all.
  if (range === "unicast") return parsed instanceof ipaddr.IPv4 || parsed.match(ASSIGNED);
  return reach === "own-networks" && OWN.includes(range);
}

/** True for an https address that hides nothing, and on this machine for an http one. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username || password || hash) return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
