import { connect, isIP, type Socket } from "node:net";
import * as tls from "node:tls";

import { AndFilter, Client, EqualityFilter, ExtensibleFilter, FilterParser, OrFilter, PresenceFilter } from "ldapts";
import type { Filter } from "ldapts";

import { seconds } from "../../clock.ts";
import { lookupWithin, outOfReach } from "../../lookup-within.ts";
import { isWithinReach } from "../../reach.ts";
import type { DirectoryPlace } from "./directory.ts";
import { entryOf, type Entry } from "./entry.ts";
import { directoryFault, faultOf, resultCode } from "./failure.ts";
import { startTls } from "./start-tls.ts";

const LONGEST = seconds(4);
const STANDARD_PORT = 389;
const LARGEST_ANSWER = 1024 * 1024; // bytes
const IN_CHAIN = "1.2.840.113556.1.4.1941";
// A name without this would not be bound to: the library takes some for another way to sign in, and directories an empty one for anybody.
const DN = /^\w[\w.-]*\s*=/;

// Tried too often, no such entry, no such name, a password that cannot be compared, wrong, not allowed, unwilling: no bind of this person.
const REFUSED = [19, 32, 34, 48, 49, 50, 53];

/** What is asked for; `atMost` entries come back, however many there are. */
export type Asked = {
  readonly base: string;
  readonly scope: "base" | "sub";
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly atMost: number;
};

/** A connection to a directory, for one attempt. */
export type Line = {
  /** False when the password is not theirs, whatever the cause; `onRefusal` hears what the directory said. */
  readonly bind: (dn: string, password: string, onRefusal?: (error: Error) => void) => Promise<boolean>;
  readonly search: (asked: Asked) => Promise<Entry[]>;
  /** What protects it, such as `TLSv1.3`; null for nothing. */
  readonly protection: () => string | null;
};

/** True where an attribute has this value: whatever stands in it, it is one value and no part of a filter (LD02; decision 18). */
export const equals = (attribute: string, value: string): Filter => new EqualityFilter({ attribute, value });
export const isPresent = (attribute: string): Filter => new PresenceFilter({ attribute });
export const all = (...filters: Filter[]): Filter => new AndFilter({ filters });
export const some = (filters: Filter[]): Filter => new OrFilter({ filters });

/** True for groups that somebody is in, also by way of other groups: only Active Directory knows this. */
export const isInChain = (attribute: string, dn: string): Filter =>
  new ExtensibleFilter({ matchType: attribute, rule: IN_CHAIN, value: dn });

/** The filter that somebody has written in a setting; throws when it is none. */
export const readFilter = (text: string): Filter => FilterParser.parseString(text);

/**
 * Does `work` over a connection to a directory that is there for nothing else and ends with it; four seconds for everything (LD07). It is
 * protected before anything is sent, and is never made anew: the library would do so in silence, unprotected and as nobody (LD08). Refers to
 * nowhere (LD09). Throws only directory faults.
 */
export async function withLine<Result>(place: DirectoryPlace, work: (line: Line) => Promise<Result>): Promise<Result> {
  const dialled = dial(place);
  const { client } = dialled;
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    const late = directoryFault("unreachable", `no answer within ${LONGEST / seconds(1)} s`, "slow");
    timer = setTimeout(() => reject(late), LONGEST);
  });
  try {
    return await Promise.race([dialled.protect().then(() => work(lineOver(dialled))), end]);
  } catch (error) {
    throw dialled.tooLarge() ?? faultOf(error);
  } finally {
    clearTimeout(timer);
    client.unbind().catch(() => {}); // nobody waits for it
    dialled.hangUp();
  }
}

/** A client that connects once, to addresses within reach. */
function dial({ url, reach, ca, startTls: isForLater }: DirectoryPlace) {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const security = { ...(ca ? { ca } : {}), host, ...(isIP(host) ? {} : { servername: host }) };
  const lookup = lookupWithin(reach);
  const sockets: Socket[] = [];
  const secured: Socket[] = [];
  const once = (open: () => Socket) => {
    if (sockets.length > 0) throw directoryFault("unreachable", "the connection was lost", "lost");
    if (isIP(host) && !isWithinReach(host, reach))
      throw directoryFault("configuration", outOfReach(host), "out-of-reach");
    const socket = open();
    sockets.push(socket);
    return socket;
  };
  const openPlain = (at: number) => once(() => connect({ port: at, host, lookup }));
  const client = new Client({
    url,
    timeout: LONGEST,
    connectTimeout: LONGEST / 2,
    createConnection: ((at: number) => secured.pop() ?? openPlain(at)) as typeof connect,
    createSecureConnection: ((at: number) =>
      once(() => tls.connect({ port: at, lookup, ...security }))) as typeof tls.connect,
  });
  return {
    client,
    ...watched(sockets),
    // Whatever goes wrong here is thrown: nothing is ever sent without protection instead (LD08).
    async protect() {
      if (!isForLater) return;
      const socket = await startTls(openPlain(Number(port || STANDARD_PORT)), security);
      sockets.push(socket);
      secured.push(socket);
    },
  };
}
type Dialled = ReturnType<typeof dial>;

/** What can be said of the sockets of one attempt, of which none brings more than 1 MB. */
function watched(sockets: readonly Socket[]) {
  let large = false;
  const watch = setInterval(() => {
    large ||= sockets.some(({ bytesRead }) => bytesRead > LARGEST_ANSWER);
    if (large) for (const socket of sockets) socket.destroy();
  }, 20).unref();
  return {
    protection: () =>
      sockets.flatMap((socket) => (socket instanceof tls.TLSSocket ? socket.getProtocol() : null) ?? [])[0] ?? null,
    // It is there: somebody whose entry is large must not have it taken for one that is away.
    tooLarge: () => (large ? directoryFault("configuration", "the answer is larger than 1 MB", "too-large") : null),
    hangUp() {
      clearInterval(watch);
      setTimeout(() => sockets.forEach((socket) => socket.destroy()), 100).unref();
    },
  };
}

const lineOver = ({ client, protection }: Dialled): Line => ({
  protection,
  async bind(dn, password, onRefusal) {
    if (!DN.test(dn) || password === "") throw directoryFault("configuration", "nobody can be bound by that", "bind");
    try {
      await client.bind(dn, password);
      return true;
    } catch (error) {
      if (!(error instanceof Error) || !REFUSED.includes(resultCode(error) ?? -1)) throw error;
      onRefusal?.(error);
      return false;
    }
  },
  async search({ base, scope, filter, attributes, atMost }) {
    const { searchEntries } = await client.search(base, {
      scope,
      filter,
      attributes: [...attributes],
      sizeLimit: atMost,
      timeLimit: LONGEST / seconds(1),
      derefAliases: "never",
      explicitBufferAttributes: ["objectGUID", "objectguid"],
    });
    return searchEntries.map(entryOf);
  },
});
