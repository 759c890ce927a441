import type { IncomingMessage, ServerResponse } from "node:http";

import { env } from "../env.server.ts";
import { isSameOrigin } from "./same-origin.ts";

const labUrl = env.isDevelopment ? env.LAB_URL : undefined;

/**
 * In development answers `/lab` and what is below it with what the lab says, which runs in a process of its own. False for any other
 * address, and always in production: there these are addresses like any other that does not exist.
 */
export function answerFromLab(req: IncomingMessage, res: ServerResponse): boolean {
  if (labUrl === undefined || !/^\/lab(?:[/?]|$)/.test(req.url ?? "")) return false;
  // A page elsewhere whose name points to this machine must not read the mail: the gate refuses its Host.
  if (req.headers.host !== env.APP_URL.host) return false;
  if (req.method !== "GET" && !isOwnForm(req)) return false;
  void passOn(req, new URL(req.url ?? "", labUrl), res);
  return true;
}

/** A form of the lab's own page; without an Origin it may be anybody's. */
const isOwnForm = ({ method, headers }: IncomingMessage) =>
  method === "POST" &&
  headers.origin !== undefined &&
  isSameOrigin(headers, env.origin) &&
  headers["content-type"] === FORM &&
  Number(headers["content-length"]) <= LARGEST_FORM;

const FORM = "application/x-www-form-urlencoded";
const LARGEST_FORM = 4_096;

async function passOn(req: IncomingMessage, address: URL, res: ServerResponse): Promise<void> {
  try {
    const form =
      req.method === "POST" ? { method: "POST", headers: { "Content-Type": FORM }, body: await read(req) } : {};
    const answer = await fetch(address, { ...form, redirect: "manual" });
    const body = Buffer.from(await answer.arrayBuffer());
    const location = answer.headers.get("location");
    res
      .writeHead(answer.status, {
        "Content-Type": answer.headers.get("content-type") ?? "text/plain",
        ...(location && { Location: location }),
      })
      .end(body);
  } catch {
    res.writeHead(502, { "Content-Type": "text/plain" }).end("The lab does not answer.");
  }
}

async function read(req: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of req) text += String(chunk);
  return text;
}
