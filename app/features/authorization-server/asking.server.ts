import { AsyncLocalStorage } from "node:async_hooks";

import type { Principal } from "../../access/principal.ts";
import type { Origin } from "../../audit/record.server.ts";
import type { Payload } from "./records.server.ts";

/** Who asks the protocol something, and from where. */
export type Asking = {
  readonly principal: Principal;
  readonly origin: Origin;
  readonly noted: Noted;
};

/** What happened besides, for whoever gives the answer. */
export type Noted = {
  /** What went wrong without the protocol being to blame. */
  fault?: unknown;
  /** True when a code or refresh token was shown that had been used. */
  isCopied: boolean;
  /** The grants that this request has ended. */
  readonly ended: Payload[];
};

/** While the protocol answers one request: what its callbacks have to know of it, and are not told. */
export const asking = new AsyncLocalStorage<Asking>();
