import { z } from "zod";

import { accessLevels } from "../db/access-level.ts";
import { isId } from "../db/columns.ts";
import { readConditions } from "./condition-form.ts";
import { allPermissions } from "./permissions.ts";
import type { RuleChange } from "./rule-change.ts";

const id = z.string().refine(isId);
const roleId = id;
const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,99}$/);
const level = z.enum(["unset", ...accessLevels]).transform((access) => (access === "unset" ? null : access));

const shape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("add-parent"), roleId, parentId: id }),
  z.object({ kind: z.literal("remove-parent"), roleId, parentId: id }),
  z.object({ kind: z.literal("grant"), roleId, permission: z.enum(allPermissions) }),
  z.object({ kind: z.literal("ungrant"), roleId, grantId: id }),
  z.object({ kind: z.literal("grants-all"), roleId, grantsAll: z.stringbool() }),
  z.object({ kind: z.literal("field"), roleId, model: name, field: name, access: level }),
  z.object({ kind: z.literal("delete-role"), roleId }),
]);

/**
 * Reads a change of the rules from the fields of a form, which are called as in `RuleChange`. Null for what no form of ours would send. The
 * same fields are sent twice: to look at what the change would do, and to make it.
 */
export function readRuleChange(fields: Readonly<Record<string, string>>): RuleChange | null {
  const read = shape.safeParse(fields);
  if (!read.success) return null;
  if (read.data.kind !== "grant") return read.data;
  const conditions = readConditions((field) => (Object.hasOwn(fields, field) ? (fields[field] ?? null) : null));
  return { ...read.data, conditions };
}
