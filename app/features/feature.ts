import type { ConnectionKind } from "../db/connections.schema.ts";

/**
 * One address of a feature: its path, and the file below `app` that answers it. `id` where one file answers several. `under: "admin"` puts it
 * among the administrators' pages, below `/admin` and inside of their frame; `app/guards/url-rules.ts` says who may open those. `under:
 * "settings"` puts it among everybody's own.
 */
export type FeatureRoute = {
  readonly path: string;
  readonly file: string;
  readonly id?: string;
  readonly under?: "admin" | "settings";
};

/**
 * What the rest of the app has to know of an optional part of it: only data, so that routes and URL rules can read it before anything runs.
 * What it does stands in its folder, and what must be done to take it out in `removal.ts` there.
 */
export type Feature = {
  readonly name: string;
  readonly routes: readonly FeatureRoute[];
  /** Its addresses that anybody may ask for, as patterns of the URL rules. */
  readonly openAddresses: readonly string[];
  /** Those that anybody may ask for who is signed in, where they stand neither below `/api` nor below `/settings`. */
  readonly signedInAddresses?: readonly string[];
  /** Where administrators add a connection of its kind. */
  readonly newConnection?: { readonly kind: ConnectionKind; readonly address: string };
};
