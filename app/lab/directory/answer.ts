import { codes, type Code } from "./codes.ts";
import { entriesOf, type Entry } from "./entries.ts";
import { active } from "./faults.ts";
import { finds, isSame, isSameDn } from "./filter.ts";
import type { Bind, DirectoryState, Found, Search } from "./state.ts";

/** How a bind ends. Nobody learns whether it was the name or the password that was wrong. */
export function answerBind(state: DirectoryState, bind: Bind): Code {
  const entry = entriesIn(state).find(({ dn }) => isSameDn(dn, bind.dn));
  const isRight = entry?.password !== undefined && entry.password === bind.password;
  const code = isRight ? codes.success : bind.password === "" ? codes.unwillingToPerform : codes.invalidCredentials;
  return active(state).reduce<Code>((before, fault) => fault.bind?.(bind, before) ?? before, code);
}

/** What a search finds. Nobody finds anything who has not shown themselves. */
export function answerSearch(state: DirectoryState, search: Search): Found {
  const faults = active(state);
  if (search.as === "" && !faults.some(({ isOpen }) => isOpen)) return nothing(codes.insufficientAccessRights);
  const all = entriesIn(state);
  const found = all.filter((entry) => isWithin(search, entry.dn) && finds(search.filter, everything(entry)));
  const within = search.sizeLimit > 0 && found.length > search.sizeLimit ? found.slice(0, search.sizeLimit) : found;
  const code = within.length < found.length ? codes.sizeLimitExceeded : codes.success;
  return faults.reduce<Found>((before, fault) => fault.search?.(before, search, all) ?? before, {
    ...nothing(code),
    entries: within,
  });
}

/** What of an entry goes to somebody who asked for these attributes: none named is all, but what is operational. */
export function shown(entry: Entry, attributes: readonly string[]): Record<string, readonly string[]> {
  const isAsked = (name: string) => attributes.some((one) => isSame(one, name));
  const pick = (from: Entry["attributes"], isEach: boolean) =>
    Object.entries(from).filter(([name, values]) => values.length > 0 && (isEach || isAsked(name)));
  const isEach = attributes.length === 0 || attributes.includes("*");
  return Object.fromEntries([...pick(entry.attributes, isEach), ...pick(entry.operational, attributes.includes("+"))]);
}

const nothing = (code: Code): Found => ({ code, entries: [], references: [] });
const everything = ({ attributes, operational }: Entry) => ({ ...attributes, ...operational });

function entriesIn(state: DirectoryState): Entry[] {
  const faults = active(state);
  const people = state.people.map((person) => faults.reduce((one, fault) => fault.person?.(one) ?? one, person));
  return entriesOf(people).map((entry) => faults.reduce((one, fault) => fault.entry?.(one) ?? one, entry));
}

function isWithin({ base, scope }: Search, dn: string): boolean {
  if (isSameDn(dn, base)) return scope !== "one";
  const [, above = ""] = /^(?:[^,\\]|\\.)*,(.*)$/.exec(dn) ?? [];
  if (above === "" || scope === "base") return false;
  return scope === "one" ? isSameDn(above, base) : isWithin({ base, scope } as Search, above);
}
