import { and, or, sql } from "drizzle-orm";

import { db } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { currentPrincipal } from "./current-principal.server.ts";
import type { AnyModel, ModelTable, Subject } from "./model.server.ts";
import { visible } from "./visible.server.ts";

/** The row that a text means, or why it means none: there is no such row, or there are several of that name. */
export type FoundSubject = { ok: true; subject: Subject } | { ok: false; reason: "none" | "several" };

/**
 * The row that somebody means by `project:ID`, an id, a title in any case, or `P1`: the project whose id ends in the number 1, as the demo
 * data counts. Without a model's name in front all of `models` are looked through. By anything but their ids only rows are found that
 * whoever acts may read: what is called how is not for everybody who may ask why (AZ03).
 */
export async function findSubject(models: readonly AnyModel[], text: string): Promise<FoundSubject> {
  const named = models.find(({ name }) => text.startsWith(`${name}:`));
  const meant = named ? text.slice(named.name.length + 1) : text;
  if (meant === "" || meant.length > 200 || meant.includes("\0")) return { ok: false, reason: "none" };
  const found = await Promise.all((named ? [named] : models).map((model) => findRows(model, meant)));
  const [subject, ...others] = found.flat();
  if (!subject) return { ok: false, reason: "none" };
  return others.length > 0 ? { ok: false, reason: "several" } : { ok: true, subject };
}

async function findRows(model: AnyModel, meant: string): Promise<Subject[]> {
  const ids = isId(meant) ? [meant] : await idsOf(model, meant);
  const rows = await Promise.all(ids.map((id) => model.find(id)));
  return rows.flatMap((row) => (row ? [{ model, row }] : []));
}

async function idsOf(model: AnyModel, meant: string): Promise<string[]> {
  const { name, table, columns, titleField } = model;
  const [, letter = "", number = ""] = /^([a-z])(\d{1,12})$/i.exec(meant) ?? [];
  const isNumbered = name.startsWith(letter.toLowerCase() || "no letter");
  const isMeant = or(
    sql`lower(${columns[titleField]}) = lower(${meant})`,
    isNumbered ? sql`right(${table.id}::text, 12) = ${number.padStart(12, "0")}` : undefined,
  );
  const reader = currentPrincipal(); // nobody at a command, which anybody who runs it may see all of
  const rows = await db
    .select({ id: table.id })
    .from(table as ModelTable)
    .where(and(isMeant, reader ? visible(reader, model.read, model) : undefined))
    .limit(2);
  return rows.map(({ id }) => String(id));
}
