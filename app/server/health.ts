import type { IncomingMessage, ServerResponse } from "node:http";

import { sql } from "drizzle-orm";

import { accessVersion } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";

/** What the server answers by itself, for the policy table. */
export const serverRoutes = [
  { path: "/health", method: "GET", policy: { open: "says that the process runs" } },
  { path: "/ready", method: "GET", policy: { open: "says that the database answers" } },
] as const;

let isDraining = false;

/** From now on `/ready` says no, so that a load balancer stops sending people here. */
export const beginDraining = (): void => void (isDraining = true);

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

async function isReady(): Promise<boolean> {
  if (isDraining) return false;
  try {
    await db.select({ one: sql`1` }).from(accessVersion);
    return true;
  } catch {
    return false;
  }
}

function say(res: ServerResponse, status: 200 | 503): true {
  res.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  res.end(JSON.stringify({ status: status === 200 ? "ok" : "unavailable" }));
  return true;
}
