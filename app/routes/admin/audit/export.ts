import { redirect } from "@remix-run/node";

import { toCsv } from "#app/audit/csv.ts";
import { findEvents, type FoundEvent } from "#app/audit/find-events.server.ts";
import { readEventSearch } from "#app/auth/event-search.server.ts";
import { guard } from "#app/guards/guard.server.ts";

const MOST = 10_000;
const head = ["number", "at", "event", "outcome", "reason", "actor", "target", "request", "address", "details"];

/** What the page about the log shows, as a file: the newest ten thousand events that fit. The browser's router cannot save files. */
export const loader = guard({ can: "admin:audit", limit: "10 per 15 minutes" }, async ({ request, context }) => {
  if (context.isData) return redirect("/admin/audit", 303);
  const { search } = await readEventSearch(new URL(request.url).searchParams);
  const events = search ? await findEvents(search, MOST) : [];
  return new Response(toCsv([head, ...events.map(rowOf)]), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="gatehouse-audit.csv"',
    },
  });
});

const rowOf = ({ sequence, at, event, outcome, reason, actor, target, requestId, address, details }: FoundEvent) => [
  String(sequence),
  at.toISOString(),
  ...[event, outcome, reason, actor, target, requestId, address].map((text) => text ?? ""),
  JSON.stringify(details),
];
