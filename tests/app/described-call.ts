import type { Browser } from "#tests/support/browser.ts";

/** How an operation of the API is called so that it does what it says: `PATCH /api/projects/{id}`. */
export type DescribedCall = {
  what: string;
  /** Whose browser calls; left out, somebody's who is not signed in. */
  as?: "root" | "alice";
  /** The ids in its address, its query, and what is sent. */
  give?: (caller: Browser) => Promise<Given> | Given;
  /** When it is refused in these circumstances all the same. */
  refused?: 403;
};

export type Given = { id?: string; query?: string; body?: object; headers?: Record<string, string> };
