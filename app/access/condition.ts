import type { Column, SQL } from "drizzle-orm";
import type { z } from "zod";

import type { StoredCondition } from "../db/access.schema.ts";
import type { Caller } from "./principal.ts";

/** A row that somebody wants to do something to, by the names of its columns in code. */
export type Row = Readonly<Record<string, unknown>>;

/** The columns of the table that rows come from, by the same names. */
export type Columns = Readonly<Record<string, Column>>;

/** What a condition may look at. `row` is null where none is asked about; `address` where no request is (a command, a job). */
export type Circumstances = {
  readonly principal: Caller;
  readonly row: Row | null;
  /** The moment that is asked about; a function, because making a date takes longer than most decisions. */
  readonly clock: () => Date;
  readonly address: string | null;
};

/** The values that a condition looked at, by name, as a person reads them in a proof. */
export type Seen = Readonly<Record<string, string>>;

/**
 * A kind of rule that a grant can carry (RU-07). One file each in `conditions/`, listed in `condition-types.ts`. `settings` is what an
 * administrator fills in; the form is made from it. `holds` may take its time, and counts as no when it throws or takes longer than a
 * second (AZ18). A kind that depends on the row has `where`: the same question as SQL, true for exactly the rows that `holds` is true for;
 * without it `holds` must not look at the row.
 */
export type ConditionType<Settings extends object> = {
  readonly type: string;
  readonly settings: z.ZodType<Settings>;
  readonly holds: (settings: Settings, circumstances: Circumstances) => boolean | Promise<boolean>;
  readonly saw: (settings: Settings, circumstances: Circumstances) => Seen;
  readonly where?: (settings: Settings, columns: Columns, principal: Caller) => SQL;
};

/** A condition as it was stored on a grant, with its settings read. */
export type Condition = {
  readonly stored: StoredCondition;
  /** Binds even people who have everything (C-15). */
  readonly isStrict: boolean;
  readonly dependsOnRow: boolean;
  readonly holds: (circumstances: Circumstances) => boolean | Promise<boolean>;
  readonly saw: (circumstances: Circumstances) => Seen;
  readonly where: (columns: Columns, principal: Caller) => SQL;
};
