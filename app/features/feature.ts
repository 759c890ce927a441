/** One address of a feature: its path, and the file below `app` that answers it. `id` where one file answers several. */
export type FeatureRoute = { readonly path: string; readonly file: string; readonly id?: string };

/**
 * What the rest of the app has to know of an optional part of it: only data, so that routes and URL rules can read it before anything runs.
 * What it does stands in its folder, and what must be done to take it out in `removal.ts` there.
 */
export type Feature = {
  readonly name: string;
  readonly routes: readonly FeatureRoute[];
  /** Its addresses that anybody may ask for, as patterns of the URL rules. */
  readonly openAddresses: readonly string[];
};
