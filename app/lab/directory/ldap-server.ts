import type { Socket } from "node:net";

import ldapjs from "ldapjs";

import { answerBind, answerSearch, shown } from "./answer.ts";
import { codes } from "./codes.ts";
import type { Entry } from "./entries.ts";
import type { Filter } from "./filter.ts";
import type { Bind, DirectoryState, Found, Heard, Search } from "./state.ts";

type Operation = { readonly connection: Socket; readonly dn: { toString(): string } };
type BindOperation = Operation & { readonly credentials: string };
type SearchOperation = Operation & {
  readonly scope: 0 | 1 | 2;
  readonly sizeLimit: number;
  readonly attributes: readonly string[];
  readonly filter: FilterSaid;
};
type Answer = { end: (code?: number) => void; addReferral: (address: string) => void };
type SearchAnswer = Answer & {
  send: (entry: object) => void;
  createSearchEntry: (said: object) => object;
  createSearchReference: (addresses: readonly string[]) => object;
};

/** A directory on a port of this machine, as npm ldapjs speaks it: what it answers is all in `answer.ts`. */
export async function startLdapServer(state: DirectoryState): Promise<{ port: number; close: () => void }> {
  const server = ldapjs.createServer();
  const who = new WeakMap<Socket, string>();
  server.on("error", () => undefined); // what a client said is no LDAP: it has been hung up on
  server.bind("", ({ connection, dn, credentials }: BindOperation, answer: Answer) => {
    const bind: Bind = { dn: String(dn), password: credentials };
    const code = answerBind(state, bind);
    const isSomebody = code === codes.success && bind.password !== "";
    who.set(connection, isSomebody ? bind.dn : "");
    note(state, { operation: "bind", dn: bind.dn, password: bind.password === "" ? "empty" : "given", code });
    answer.end(code);
  });
  server.search("", (asked: SearchOperation, answer: SearchAnswer) => {
    const search = searchFrom(asked, who.get(asked.connection) ?? "");
    const found = answerSearch(state, search);
    note(state, { operation: "search", ...search, code: found.code });
    send(found, search, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: Number(new URL(server.url).port), close: () => void server.close(() => undefined) };
}

function searchFrom({ dn, scope, sizeLimit, attributes, filter }: SearchOperation, as: string): Search {
  const depth = (["base", "one", "sub"] as const)[scope];
  return { as, base: String(dn), scope: depth, filter: filterFrom(filter), sizeLimit, attributes };
}

/** A filter as ldapjs has it. It leaves values escaped, and takes an escape that somebody typed for its own: `\\2a` is told as `*`. */
type FilterSaid = {
  readonly type: string;
  readonly attribute: string;
  readonly value: string;
  readonly filter: FilterSaid;
  readonly clauses: readonly FilterSaid[];
};

function filterFrom(said: FilterSaid): Filter {
  const { type, attribute } = said;
  if (type === "AndFilter" || type === "OrFilter")
    return { type: type === "AndFilter" ? "and" : "or", filters: said.clauses.map(filterFrom) };
  if (type === "NotFilter") return { type: "not", filter: filterFrom(said.filter) };
  if (type === "PresenceFilter") return { type: "present", attribute };
  return type === "EqualityFilter"
    ? { type: "equals", attribute, value: unescaped(said.value) }
    : { type: "other", name: type };
}

const unescaped = (text: string) =>
  text.replace(/(?:\\[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("\\", ""), "hex").toString());

function send({ code, entries, references }: Found, { attributes }: Search, answer: SearchAnswer): void {
  for (const entry of entries) answer.send(answer.createSearchEntry(said(entry, attributes)));
  if (code === codes.referral) references.forEach((address) => answer.addReferral(address));
  else if (references.length > 0) answer.send(answer.createSearchReference(references));
  answer.end(code);
}

// Made by hand: of a plain object ldapjs leaves out what was asked for with a capital in its name.
const said = (entry: Entry, attributes: readonly string[]) => ({
  objectName: entry.dn,
  attributes: Object.entries(shown(entry, attributes)).map(([type, values]) => ({ type, values })),
});

const KEPT = 200;

function note({ heard }: DirectoryState, operation: Heard): void {
  heard.unshift(operation);
  heard.splice(KEPT);
}
