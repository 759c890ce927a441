import { z } from "zod";

import { isRoleName } from "../access/role-name.ts";

const DOMAIN = /^(?=.{4,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/;
const LABEL = /^[^\p{C}\p{Zl}\p{Zp}]{1,60}$/u;

const listed = (text: string) => text.split(",").flatMap((part) => part.trim() || []);

const domains = z
  .string()
  .transform((text) => listed(text.toLowerCase()))
  .refine(
    (all) => all.every((one) => DOMAIN.test(one)),
    "must be domains such as example.com, with commas between them",
  );

const groupMap = z.string().transform((text, context) => {
  const pairs = listed(text).map(groupAndRole);
  if (pairs.every(([group, role]) => group !== "" && isRoleName(role))) return rolesByGroup(pairs);
  context.addIssue({ code: "custom", message: "must look like their-group=role,another-group=role" });
  return z.NEVER;
});

/**
 * The settings of every connection, whatever it speaks, as text: from the environment, or from a form. `GROUP_MAP` may name a group more
 * than once; a group's own name may hold an equals sign, and no comma.
 */
export const connectionSettings = z.object({
  LABEL: z.string().regex(LABEL, "must be one line of at most 60 characters"),
  TRUSTED_DOMAINS: domains.default([]),
  GROUP_MAP: groupMap.default({}),
  CREATE_USERS: z
    .enum(["true", "false"], "must be true or false")
    .default("true")
    .transform((text) => text === "true"),
});

function groupAndRole(pair: string): [string, string] {
  const end = pair.lastIndexOf("=");
  return [pair.slice(0, Math.max(end, 0)).trim(), pair.slice(end + 1).trim()];
}

function rolesByGroup(pairs: [string, string][]): Record<string, string[]> {
  const roles = new Map<string, string[]>();
  for (const [group, role] of pairs) roles.set(group, [...(roles.get(group) ?? []), role]);
  return Object.fromEntries(roles);
}
