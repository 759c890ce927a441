import type { Scene } from "./scenes.ts";

// Only for looking at: that the answers are right is proven by the tests of requests.

/** With a table missing: a bug of ours. */
export const bug: readonly Scene[] = [{ name: "error-500", as: "carol", open: (page) => page.goto("/projects") }];

/** With the database gone. */
export const outage: readonly Scene[] = [{ name: "error-503", as: "carol", open: (page) => page.goto("/dashboard") }];
