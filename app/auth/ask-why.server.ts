import { inArray } from "drizzle-orm";

import { readAddress } from "../addresses.ts";
import { currentPrincipal } from "../access/current-principal.server.ts";
import { decide } from "../access/decide.server.ts";
import { explain } from "../access/explain.server.ts";
import { explainField } from "../access/explain-field.server.ts";
import { findSubject } from "../access/find-subject.server.ts";
import type { AnyModel, Subject } from "../access/model.server.ts";
import { readPermission } from "../access/permissions.ts";
import type { Proof } from "../access/proof.ts";
import type { Why } from "../access/why.ts";
import { now } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { users, type User } from "../db/users.schema.ts";
import { findPrincipal } from "./find-principal.server.ts";
import { findByIdentifier, findUser } from "./users.server.ts";

/** A question as somebody wrote it. An empty text is the same as none. */
export type AskedWhy = {
  user: string;
  permission: string;
  row?: string;
  field?: string;
  /** A moment as ISO 8601; in UTC where it names no zone. */
  at?: string;
  address?: string;
};

/** What a question has to be mended at; `rows`: there are several rows of that name. */
export type WhyFlaw = "user" | "permission" | "row" | "rows" | "field" | "at" | "address";

type Answer = { ok: true; why: Why } | { ok: false; flaw: WhyFlaw };

/**
 * Why somebody may or may not do something (RB-11): `user` by user name, e-mail address or id, `permission` in any spelling, `row` as
 * `findSubject` reads it. By the rules as they are now; at another moment or from another address where the question says so.
 */
export async function askWhy(asked: AskedWhy, models: readonly AnyModel[]): Promise<Answer> {
  const permission = readPermission(asked.permission);
  if (!permission) return { ok: false, flaw: "permission" };
  const at = asked.at ? readMoment(asked.at) : now();
  if (!at) return { ok: false, flaw: "at" };
  if (asked.address && !readAddress(asked.address)) return { ok: false, flaw: "address" };
  const person = await personNamed(asked.user);
  const found = person && (await findPrincipal(person.id));
  if (!found) return { ok: false, flaw: "user" };
  const row = asked.row ? await findSubject(models, asked.row) : null;
  if (row?.ok === false) return { ok: false, flaw: row.reason === "several" ? "rows" : "row" };
  const subject = row?.subject;
  const model = subject?.model ?? models.find(({ name }) => permission.startsWith(`${name}:`));
  if (asked.field && !(model && Object.hasOwn(model.columns, asked.field))) return { ok: false, flaw: "field" };
  const { principal, isDisabled } = found;
  const address = asked.address || null;
  const proof = await explain(principal, permission, { ...(subject && { subject }), at, address, isDisabled });
  const field =
    asked.field && model ? { name: asked.field, ...(await explainField(principal, model, asked.field)) } : null;
  const { id, username, fullName } = principal.user;
  const user = { id, username, fullName };
  const names = await namesIn(proof);
  return {
    ok: true,
    why: { user, permission, row: subject ? await titled(subject) : null, field, at, address, proof, names },
  };
}

// By its name for those who may read it: to see why takes no right to the rows.
async function titled({ model, row }: Subject) {
  const [id, reader] = [String(row.id), currentPrincipal()];
  const mayRead = !reader || (await decide(reader, model.read, { model, row }));
  return { model: model.name, id, title: mayRead ? model.titleOf(row as never) : id };
}

async function personNamed(text: string): Promise<User | null> {
  if (text.includes("\0") || text.length > 255) return null;
  return isId(text) ? findUser(text) : findByIdentifier(text);
}

function readMoment(written: string): Date | null {
  const text = written.replace(" ", "T");
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)) return null;
  const isLocal = text.includes("T") && !/(Z|[+-]\d\d:\d\d)$/.test(text);
  const at = new Date(isLocal ? `${text}Z` : text);
  return Number.isNaN(at.getTime()) ? null : at;
}

// A condition such as is_owner sees ids; whoever reads a proof knows people by name.
async function namesIn({ paths, missing }: Proof): Promise<Record<string, string>> {
  const ofPaths = paths.flatMap(({ conditions }) => conditions);
  const ofMissing = missing.flat().flatMap((edge) => (edge.kind === "condition" ? [edge.condition] : []));
  const ids = [...ofPaths, ...ofMissing].flatMap(({ seen }) => Object.values(seen)).filter(isId);
  if (ids.length === 0) return {};
  const rows = await db
    .select({ id: users.id, username: users.username })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return Object.fromEntries(rows.map(({ id, username }) => [id, username]));
}
