import { useRouteLoaderData } from "@remix-run/react";

import type { Theme } from "./theme.ts";

/** The person in the page's header. */
export type Viewer = { fullName: string; username: string; email: string };

/** A link of the main navigation; the root loader lists those the person may open. */
export type NavName = "dashboard" | "projects" | "admin" | "settings";

/** What the root loader gives to every page. */
export type RootData = {
  csrfToken: string;
  theme: Theme | null;
  /** When the page was made, as ISO 8601: the "now" of every relative time on it. */
  now: string;
  viewer: Viewer | null;
  nav: readonly NavName[];
  development: boolean;
  requestId: string;
};

/** The root loader's data, or undefined on an error page whose root loader did not finish. */
export const useRootData = (): RootData | undefined => useRouteLoaderData<RootData>("root");
