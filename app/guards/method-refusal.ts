import type { AccessRefused } from "../access/access-refused.ts";
import type { Principal } from "../access/principal.ts";
import { authRequired, forbidden, stepPending, type Refusal } from "./refusal.ts";

/** What a method's no means to `principal`, who sent the request: 401 only when nobody is signed in, as everywhere (ML-03, C-03). */
export function refusalByMethod({ message }: AccessRefused, principal: Principal): Refusal {
  if (!principal.isAuthenticated) return authRequired;
  return principal.pending ? stepPending(principal.pending) : forbidden("expression", message);
}
