import { auditEventNames, auditReasons, type AuditOutcome } from "../audit/events.ts";
import type { EventSearch } from "../audit/find-events.server.ts";
import { isId } from "../db/columns.ts";
import { findByIdentifier, findUser } from "./users.server.ts";

/** What an address asks for, as it was written, to be shown again. */
export type AskedEvents = Record<"person" | "event" | "outcome" | "reason" | "request" | "before", string>;

const outcomes: readonly AuditOutcome[] = ["done", "refused"];

/**
 * Reads a search of the log from an address. People are named by user name, e-mail address or id; an id nobody has any more is looked for
 * all the same, as somebody erased is an id. `search` is null when nothing can fit; a part that is none of ours asks for nothing.
 */
export async function readEventSearch(
  sent: URLSearchParams,
): Promise<{ asked: AskedEvents; search: EventSearch | null }> {
  const word = (name: string) => (sent.get(name) ?? "").replaceAll("\0", "").slice(0, 255);
  const asked = {
    person: word("person"),
    event: word("event"),
    outcome: word("outcome"),
    reason: word("reason"),
    request: word("request"),
    before: word("before"),
  };
  const person = asked.person ? await idOf(asked.person.trim()) : undefined;
  if (person === null) return { asked, search: null };
  const search = {
    person,
    event: auditEventNames.find((name) => name === asked.event),
    outcome: outcomes.find((name) => name === asked.outcome),
    reason: auditReasons.find((name) => name === asked.reason),
    request: asked.request.trim() || undefined,
    before: /^\d{1,15}$/.test(asked.before) ? Number(asked.before) : undefined,
  };
  return { asked, search };
}

async function idOf(named: string): Promise<string | null> {
  const user = isId(named) ? await findUser(named) : await findByIdentifier(named);
  return user?.id ?? (isId(named) ? named : null);
}
