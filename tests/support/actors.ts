import type { SignedIn } from "#app/access/principal.ts";
import { findPrincipal } from "#app/auth/find-principal.server.ts";
import { origin } from "./arrivals.ts";

/** This person, about to do something as they would right after signing in. */
export async function actorOf(userId: string): Promise<{ principal: SignedIn; origin: typeof origin }> {
  const found = await findPrincipal(userId);
  if (!found) throw new Error("there is no such person");
  return { principal: found.principal, origin };
}
