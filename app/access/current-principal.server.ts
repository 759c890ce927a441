import { AsyncLocalStorage } from "node:async_hooks";

import type { Principal } from "./principal.ts";

const current = new AsyncLocalStorage<Principal>();

/**
 * Does `run`, and everything it starts and awaits, as `principal`. The guard does so with every handler. A job, which nobody asked for,
 * has to say in whose name it works: `actingAs(principal, () => …)` (ML-05). Work that is left running keeps its principal.
 */
export const actingAs = <Result>(principal: Principal, run: () => Result): Result => current.run(principal, run);

/** Who is acting: the caller of the request, or whom `actingAs` named. Null where nobody is, as in a job. */
export const currentPrincipal = (): Principal | null => current.getStore() ?? null;
