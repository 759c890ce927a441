import { randomUUID } from "node:crypto";

/** One request and its answer, as the server notes it: filled in on the way, written down at the end. */
export type Exchange = {
  readonly requestId: string;
  /** Allows a page's own scripts; null until a page asks for it, so nothing else may run any. */
  nonce: string | null;
  /** How many forged credentials this process had seen when this request showed one; null when it shows none. */
  forgery: number | null;
};

/** Notes a request that has just arrived. Its id is random, as the runtime makes it at a tenth of the cost of a secret. */
export const beginExchange = (): Exchange => ({ requestId: randomUUID(), nonce: null, forgery: null });
