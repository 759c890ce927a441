import { readPermission, type Permission } from "../../access/permissions.ts";

/** What caps a token: these permissions at most; null for everything that the person may. */
export type Scopes = readonly string[] | null;

/** The scopes that a program asks for, as a text with spaces or as a list (GD-15): null for none, "unknown" where one is no permission. */
export function readScopes(asked: unknown): readonly Permission[] | null | "unknown" {
  if (asked === undefined || asked === null) return null;
  const names: unknown[] =
    typeof asked === "string" ? asked.split(" ").filter(Boolean) : Array.isArray(asked) ? asked : [];
  const read = names.map((name) => (typeof name === "string" ? readPermission(name) : null));
  const scopes = read.flatMap((permission) => permission ?? []);
  return scopes.length === 0 || scopes.length < names.length ? "unknown" : [...new Set(scopes)];
}

/** Whether these scopes lie within those: a cap can get narrower, never wider. */
export const areWithin = (narrow: readonly string[], wide: Scopes): boolean =>
  wide === null || narrow.every((scope) => wide.includes(scope));

/** The scopes of a `scope` claim or column, as a list. */
export const scopesIn = (scope: string | undefined): Scopes => scope?.split(" ").filter(Boolean) ?? null;
