import { env } from "../env.server.ts";
import type { Reach } from "../reach.ts";

/** How far calls go on behalf of what administrators name: they may run nothing here, so it is not for them to say what else is called. */
export const reachOfAdded: Reach = env.CONNECTIONS_IN_OWN_NETWORKS ? "own-networks" : "internet";
