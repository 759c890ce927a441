import { fromNow, now, seconds } from "../../clock.ts";

const PAUSE = seconds(10);

/**
 * The same call to somebody else's server, but one at a time, whoever waits for it; and after one that failed none for ten seconds, while
 * everybody is told what the last one was told. So a flood of tokens is no flood of calls, and a server that is down is left in peace.
 */
export function sparingly<Result>(call: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | null = null;
  let failed: { error: unknown; until: Date } | null = null;
  const attempt = async () => {
    try {
      return await call();
    } catch (error) {
      failed = { error, until: fromNow(PAUSE) };
      throw error;
    }
  };
  return async () => {
    if (failed && failed.until > now()) throw failed.error;
    running ??= attempt().finally(() => (running = null));
    return running;
  };
}
