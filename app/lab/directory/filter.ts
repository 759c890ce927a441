import type { Attributes } from "./entries.ts";

/** What a search looks for, as the structure that came over the line: what was typed into a form must never add to it (LD02). */
export type Filter =
  | { readonly type: "and" | "or"; readonly filters: readonly Filter[] }
  | { readonly type: "not"; readonly filter: Filter }
  | { readonly type: "equals"; readonly attribute: string; readonly value: string }
  | { readonly type: "present"; readonly attribute: string }
  | { readonly type: "other"; readonly name: string };

/** True when a filter finds an entry with these attributes. Letters and their capitals are the same, as in the schemas of directories. */
export function finds(filter: Filter, attributes: Attributes): boolean {
  switch (filter.type) {
    case "and":
      return filter.filters.every((one) => finds(one, attributes));
    case "or":
      return filter.filters.some((one) => finds(one, attributes));
    case "not":
      return !finds(filter.filter, attributes);
    case "equals":
      return valuesOf(filter.attribute, attributes).some((value) => isSame(value, filter.value));
    case "present":
      return valuesOf(filter.attribute, attributes).length > 0;
    case "other":
      return false;
  }
}

const valuesOf = (attribute: string, attributes: Attributes) =>
  Object.entries(attributes).flatMap(([name, values]) => (isSame(name, attribute) ? values : []));

/** True for two texts that are one to a directory. */
export const isSame = (one: string, other: string): boolean => canonical(one) === canonical(other);

/** True for two names of one entry, with or without spaces after their commas. */
export const isSameDn = (one: string, other: string): boolean => isSame(close(one), close(other));

const close = (dn: string) => dn.replace(/ *, */g, ",");
const canonical = (text: string) => text.normalize("NFKC").trim().replace(/ +/g, " ").toLowerCase();
