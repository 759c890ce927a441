import type { IncomingMessage, ServerResponse } from "node:http";

import { sql } from "drizzle-orm";

import { accessVersion } from "../db/access.schema.ts";
import { seconds } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { isDatabaseFault } from "../db/faults.ts";
import { log } from "../log.server.ts";

/** What the server answers by itself, for the policy table. */
export const serverRoutes = [
  { path: "/health", method: "GET", policy: { open: "says that the process runs" } },
  { path: "/ready", method: "GET", policy: { open: "says that the database answers" } },
] as const;

/**
 * Answers `/health` (the process runs) and `/ready` (the database answers and is migrated); false for any other address (DH-02).
 * Says only ok or not: no versions, no addresses (AU13). Asked for by address, so the Host header does not matter.
 */
export function answerProbe(req: IncomingMessage, res: ServerResponse): boolean {
  if (req.method !== "GET" && req.method !== "HEAD") return false;
  if (req.url === "/health") return say(res, 200);
  if (req.url !== "/ready") return false;
  void isReady().then((ready) => say(res, ready ? 200 : 503));
  return true;
}

const READY_FOR = seconds(1);
let lastLook: { at: number; ready: Promise<boolean> } | undefined;

// Everybody who asks shares one look a second: an address that is open to all must not use up the pool.
function isReady(): Promise<boolean> {
  const at = performance.now();
  if (!lastLook || at - lastLook.at > READY_FOR)
    lastLook = { at, ready: findTrouble().then((trouble) => trouble === null) };
  return lastLook.ready;
}

let isKnown = false;

/** Why the database cannot serve, in words for the operator, or null when it can. */
async function findTrouble(): Promise<string | null> {
  try {
    await db.select({ one: sql`1` }).from(accessVersion);
    return null;
  } catch (error) {
    if (isDatabaseFault(error)) return "the database cannot be reached; pages that need it answer 503 until it can";
    if (!isKnown) log.error({ err: error }, "the database does not have the tables that are expected");
    isKnown = true; // said once in full, and then in one line until it is mended
    return "the database has not been migrated: run `npm run db:migrate`";
  }
}

/** Tells the log at the start whether the database is there, and keeps looking until it is. Never stops the process (FA01). */
export async function watchForDatabase(): Promise<void> {
  const trouble = await findTrouble();
  if (trouble === null) return log.info("the database answers");
  log.error(trouble);
  setTimeout(() => void watchForDatabase(), seconds(5)).unref();
}

function say(res: ServerResponse, status: 200 | 503): true {
  res.writeHead(status, { "Content-Type": "application/json" });
  res.end(JSON.stringify({ status: status === 200 ? "ok" : "unavailable" }));
  return true;
}
