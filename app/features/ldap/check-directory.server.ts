import type { ConnectionCheck, ConnectionFlaw, Finding } from "../../auth/connection-check.ts";
import { bindService } from "./ask-directory.server.ts";
import type { Directory } from "./directory.ts";
import { attributesFor, idOf, textsOf, type Entry } from "./entry.ts";
import { isDirectoryFault, type DirectoryFault } from "./failure.ts";
import { findDirectory } from "./find-directory.server.ts";
import { all, isPresent, readFilter, withLine } from "./line.server.ts";

const SAMPLE = 5;

/** Asks a connection that administrators have added, as `checkDirectory` does. One that is off or unreadable is none. */
export async function checkAdded(name: string): Promise<ConnectionCheck> {
  const directory = await findDirectory(name);
  return directory ? checkDirectory(directory) : { ok: false, flaw: "switched-off", detail: name };
}

/**
 * Asks a directory, at this moment, whether people can sign in through it: it is reached and protected, takes our account, and shows people
 * with an id. Looks at five of them at most, and tells no name. Four seconds at most; never throws for what the directory does.
 */
export async function checkDirectory(directory: Directory): Promise<ConnectionCheck> {
  try {
    return await withLine(directory, async (line) => {
      await bindService(line, directory);
      const { baseDn: base, userAttribute, filter } = directory;
      const isPerson = isPresent(userAttribute);
      const people = await line.search({
        base,
        scope: "sub",
        filter: filter === null ? isPerson : all(isPerson, readFilter(filter)),
        attributes: attributesFor(userAttribute),
        atMost: SAMPLE,
      });
      if (people.length === 0) return { ok: false, flaw: "no-people", detail: `${userAttribute} below ${base}` };
      if (!people.every(idOf)) return { ok: false, flaw: "no-entry-id", detail: "entryUUID, objectGUID" };
      return { ok: true, found: findingsIn(people, line.protection()) };
    });
  } catch (error) {
    if (!isDirectoryFault(error)) throw error;
    return { ok: false, flaw: flawOf(error), detail: error.message };
  }
}

function findingsIn(people: readonly Entry[], protection: string | null): Finding[] {
  const having = (attribute: string) => people.filter((entry) => textsOf(entry, attribute).length > 0).length;
  return [
    { what: "protection", value: protection },
    { what: "people", value: people.length },
    { what: "withEmail", value: having("mail") },
    { what: "withGroups", value: having("memberOf") },
  ];
}

const flaws: Readonly<Record<string, ConnectionFlaw>> = {
  slow: "slow",
  "too-large": "too-large",
  "out-of-reach": "out-of-reach",
  service: "service-account",
  "no-id": "no-entry-id",
  32: "no-base",
  34: "no-base",
  8: "wants-protection",
  13: "wants-protection",
};

const flawOf = ({ code, directoryFault }: DirectoryFault): ConnectionFlaw => {
  const known = flaws[code];
  if (known) return known;
  if (/CERT|SELF_SIGNED|SIGNATURE|^ERR_(TLS|SSL)/.test(code)) return "certificate";
  return directoryFault === "configuration" ? "refuses" : "down";
};
