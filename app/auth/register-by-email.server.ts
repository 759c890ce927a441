import { randomInt } from "node:crypto";

import type { Origin } from "../audit/record.server.ts";
import { register, type Registration, type RegisterOutcome } from "./register.server.ts";

/**
 * Registers somebody who chose no user name: it is made from what stands before the `@`, with a number behind it when that is taken (RG-06).
 * They can change it later. Outcomes as `register` gives them.
 */
export async function registerByEmail(given: Omit<Registration, "username">, origin: Origin): Promise<RegisterOutcome> {
  const username = usernameFrom(given.email);
  const outcome = await register({ ...given, username }, origin);
  if (outcome.ok || outcome.reason !== "username-taken") return outcome;
  return register({ ...given, username: `${username}-${randomInt(1_000, 1_000_000)}` }, origin);
}

function usernameFrom(email: string): string {
  const [local = ""] = email.trim().split("@");
  const cleaned = local.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[^\p{L}\p{N}]+/u, "");
  return cleaned.length < 3 ? `user${cleaned}` : cleaned.slice(0, 40);
}
