import { AsyncLocalStorage } from "node:async_hooks";

import type { Principal } from "../../access/principal.ts";
import type { Origin } from "../../audit/record.server.ts";

/** Who asks the protocol something, and from where. */
export type Asking = {
  readonly principal: Principal;
  readonly origin: Origin;
  /** Takes what went wrong without the protocol being to blame. */
  readonly noteFault: (error: unknown) => void;
};

/** While the protocol answers one request: what its callbacks have to know of it, and are not told. */
export const asking = new AsyncLocalStorage<Asking>();
