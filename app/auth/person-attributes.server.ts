import { eq, sql } from "drizzle-orm";
import { z } from "zod";

import { findAttribute, type SignedIn } from "../access/principal.ts";
import { roleGrants } from "../db/access.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import type { Transaction } from "../db/client.server.ts";
import { changed, refused, type Change } from "./change-person.server.ts";

/** How many attributes a person has at most. */
export const MOST_ATTRIBUTES = 50;

// eslint-disable-next-line no-control-regex -- that is what must not be in there
const oneLine = /^[^\u0000-\u001f\u007f]*$/;

const attributeShape = z.object({
  name: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,40}$/),
  value: z.string().trim().min(1).max(200).regex(oneLine),
});

/**
 * Gives a person an attribute, or another value of one. Conditions may ask for attributes, so nobody but a superuser sets their own: that
 * would be a way to raise oneself (AZ09).
 */
export const setAttribute =
  (name: string, value: string): Change =>
  async (transaction, { user }, { principal }) => {
    const parsed = attributeShape.safeParse({ name, value });
    if (!parsed.success) return refused("attribute");
    if (user.id === principal.userId && !principal.user.isSuperuser) return refused("yourself");
    if (!(await mayGive(transaction, principal, name, parsed.data.value))) return refused("beyond-own-rights");
    const isNew = !Object.hasOwn(user.attributes, name);
    if (isNew && Object.keys(user.attributes).length >= MOST_ATTRIBUTES) return refused("too-many-attributes");
    if (!isNew && user.attributes[name] === parsed.data.value) return changed();
    await store(transaction, user, { ...user.attributes, [name]: parsed.data.value });
    return changed({ event: "person.attribute-set", details: { name } });
  };

/** Takes an attribute from a person. Conditions may also ask that one is missing, so this is nobody's own to do either. */
export const removeAttribute =
  (name: string): Change =>
  async (transaction, { user }, { principal }) => {
    if (!Object.hasOwn(user.attributes, name)) return changed();
    if (user.id === principal.userId && !principal.user.isSuperuser) return refused("yourself");
    await store(transaction, user, Object.fromEntries(Object.entries(user.attributes).filter(([one]) => one !== name)));
    return changed({ event: "person.attribute-removed", details: { name } });
  };

// An attribute that a condition asks for opens something: who does not have it cannot give it, not even to an account of their own.
async function mayGive(transaction: Transaction, principal: SignedIn, name: string, value: string): Promise<boolean> {
  if (principal.user.isSuperuser || findAttribute(principal, name) === value) return true;
  const asks = sql`${roleGrants.conditions} @> ${JSON.stringify([{ attribute: name }])}::jsonb`;
  const [asking] = await transaction.select({ id: roleGrants.id }).from(roleGrants).where(asks).limit(1);
  return !asking;
}

async function store(transaction: Transaction, { id }: User, attributes: Record<string, string>): Promise<void> {
  await transaction.update(users).set({ attributes }).where(eq(users.id, id));
}
