import type { IncomingMessage, ServerResponse } from "node:http";

import { env } from "../env.server.ts";

const labUrl = env.isDevelopment ? env.LAB_URL : undefined;

/**
 * In development answers `/lab` and what is below it with what the lab says, which runs in a process of its own. False for any other
 * address, and always in production: there these are addresses like any other that does not exist.
 */
export function answerFromLab(req: IncomingMessage, res: ServerResponse): boolean {
  if (labUrl === undefined || !/^\/lab(?:[/?]|$)/.test(req.url ?? "")) return false;
  // A page elsewhere whose name points to this machine must not read the mail: the gate refuses its Host.
  if (req.method !== "GET" || req.headers.host !== env.APP_URL.host) return false;
  void passOn(new URL(req.url ?? "", labUrl), res);
  return true;
}

async function passOn(address: URL, res: ServerResponse): Promise<void> {
  try {
    const answer = await fetch(address);
    const body = Buffer.from(await answer.arrayBuffer());
    res.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "text/plain" }).end(body);
  } catch {
    res.writeHead(502, { "Content-Type": "text/plain" }).end("The lab does not answer.");
  }
}
