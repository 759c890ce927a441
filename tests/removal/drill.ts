import type { SignInMethod } from "#app/db/sessions.schema.ts";

/** What the drill has to know of a feature: it stands in `of/NAME.ts`, which goes with the feature. */
export type Drill = {
  /** How people sign in through it, where they do. */
  readonly method?: SignInMethod;
  /** The kinds of its connections. */
  readonly kinds: readonly string[];
  /** What says its name, as a pattern for `git grep -iE`. It stands nowhere afterwards but in the migrations. */
  readonly words: string;
  /** Its families of settings, as the command names them. */
  readonly settings: string;
  /** One of its packages, when it has one that nobody else uses. */
  readonly package?: string;
};
