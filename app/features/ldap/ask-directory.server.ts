import type { Directory } from "./directory.ts";
import { canonicalDn, isWithin, prepared } from "./dn.ts";
import { attributesFor, idOf, textsOf, type Entry } from "./entry.ts";
import { directoryFault, isDirectoryFault, refusalDetail, type DirectoryFault } from "./failure.ts";
import { groupsOf } from "./groups.server.ts";
import { all, equals, isPresent, readFilter, withLine, type Line } from "./line.server.ts";
import { dnFrom, isDirectoryName, isDirectoryPassword } from "./person-name.ts";

/** Somebody of a directory, who has just given their password: what it says of them, and the canonical names of their groups. */
export type Known = { readonly id: string; readonly entry: Entry; readonly groups: readonly string[] };

export type DirectoryAnswer =
  | ({ is: "known" } & Known)
  /** Nobody of this name, or more than one. */
  | { is: "nobody" }
  /** Their password is another one, or counts for nothing. `id` where it is known whom that was about. */
  | { is: "refused"; id: string | null; detail: string }
  /** Tried too often. */
  | { is: "limited" }
  | { is: "failed"; fault: DirectoryFault };

/** Counts a try at an entry, by what names it for ever, before its password is tried; false when it is one too many. */
export type MayTry = (subject: string) => Promise<boolean>;

/**
 * Asks a directory whether this is the password of this person. Names and passwords that nobody has are not sent at all (LD-02, LD01). A
 * wrong password costs one bind of theirs, and none when it was tried too often (LD16). Four seconds at most; never throws for what the
 * directory does.
 */
export async function askDirectory(
  directory: Directory,
  name: string,
  password: string,
  mayTry: MayTry,
): Promise<DirectoryAnswer> {
  if (!isDirectoryName(name) || !isDirectoryPassword(password)) return { is: "nobody" };
  let ours: unknown = null;
  const counting: MayTry = (subject) => mayTry(subject).catch((error) => Promise.reject((ours = error)));
  const attempt = directory.way.by === "search" ? searchThenBind : bindAtOnce;
  try {
    return await withLine(directory, (line) => attempt(line, directory, name, password, counting));
  } catch (error) {
    if (ours) throw ours; // it could not be counted, which says nothing about the directory
    if (isDirectoryFault(error)) return { is: "failed", fault: error };
    throw error;
  }
}

type Attempt = [line: Line, directory: Directory, name: string, password: string, mayTry: MayTry];

async function searchThenBind(...[line, directory, name, password, mayTry]: Attempt): Promise<DirectoryAnswer> {
  await bindService(line, directory);
  const found = await findEntry(line, directory, directory.baseDn, name);
  if (!found) return { is: "nobody" };
  if (!(await mayTry(found.id))) return { is: "limited" };
  const refusal = await bindPerson(line, found.entry.dn, password);
  if (refusal) return { is: "refused", id: found.id, detail: refusal };
  // Who may see groups is ours to have arranged for the account that looks people up, not for everybody.
  if (directory.groups !== "direct") await bindService(line, directory);
  return { is: "known", ...found, groups: await groupsOf(line, directory, found.entry) };
}

async function bindAtOnce(...[line, directory, name, password, mayTry]: Attempt): Promise<DirectoryAnswer> {
  const dn = directory.way.by === "template" ? dnFrom(directory.way.template, name) : "";
  // Directories know a name by more spellings than ours, and it has no more tries by all of them than by one.
  if (!(await mayTry(canonicalDn(dn) ?? dn))) return { is: "limited" };
  const refusal = await bindPerson(line, dn, password);
  if (refusal) return { is: "refused", id: null, detail: refusal };
  // Whoever they are is what the directory says, not what was typed.
  const found = await findEntry(line, directory, dn, null);
  return found ? { is: "known", ...found, groups: await groupsOf(line, directory, found.entry) } : { is: "nobody" };
}

/** Binds as the account that looks people up. That it cannot is a fault, also where strangers could search (LD06). */
export async function bindService(line: Line, { way }: Directory): Promise<void> {
  if (way.by !== "search") return;
  let detail = "";
  const isBound = await line.bind(way.bindDn, way.password, (error) => (detail = refusalDetail(error)));
  if (!isBound) throw directoryFault("configuration", `the bind of ${way.bindDn} was refused: ${detail}`, "service");
}

async function bindPerson(line: Line, dn: string, password: string): Promise<string | null> {
  let detail = "";
  return (await line.bind(dn, password, (error) => (detail = refusalDetail(error)))) ? null : detail || "refused";
}

/** The one entry of this name, or the one at `base` where there is no name to look for; null for none, several, or another one (LD05). */
async function findEntry(line: Line, directory: Directory, base: string, name: string | null) {
  const { userAttribute, filter } = directory;
  const isTheirs = name === null ? isPresent("objectClass") : equals(userAttribute, name);
  const entries = await line.search({
    base,
    scope: name === null ? "base" : "sub",
    filter: filter === null ? isTheirs : all(isTheirs, readFilter(filter)),
    attributes: attributesFor(userAttribute),
    atMost: 2,
  });
  const [entry] = entries;
  if (!entry || entries.length > 1 || !isAt(entry, base)) return null;
  if (name !== null && !textsOf(entry, userAttribute).some((one) => prepared(one) === prepared(name))) return null;
  const id = idOf(entry);
  if (!id) throw directoryFault("configuration", "the entry shows neither entryUUID nor objectGUID", "no-id");
  return { id, entry };
}

const isAt = ({ dn }: Entry, base: string): boolean => isWithin(canonicalDn(dn) ?? "", canonicalDn(base) ?? "");
