import type { IncomingMessage, ServerResponse } from "node:http";

// @ts-expect-error -- the Remix plug-in makes this module
import * as remixBuild from "virtual:remix/server-build";
import type { ServerBuild } from "@remix-run/node";

import { pool } from "../db/client.server.ts";
import { startDelivery } from "../email/deliver.server.ts";
import { isOpen } from "../guards/policy.ts";
import { describePolicy } from "../guards/policy-text.ts";
import { policyTable } from "../guards/policy-table.ts";
import { wrapBuild } from "../guards/wrapped-build.server.ts";
import { log } from "../log.server.ts";
import { internalError } from "../guards/refusal.ts";
import { admit, makeApplication } from "./application.ts";
import { answerAtGate } from "./gate-answer.ts";
import { beginExchange } from "./exchange.ts";
import { makeGate } from "./gate.ts";
import { answerProbe, serverRoutes, watchForDatabase } from "./health.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { answerFromLab } from "./lab.ts";
import { logRequest } from "./request-log.ts";
import { routeMatcher } from "./route-match.ts";
import { sealHeaders } from "./sealed-headers.ts";

/** The routes, every handler behind its guard. Evaluating this throws when one has none: the server does not start. */
export const build: ServerBuild = wrapBuild(remixBuild);

/** The roles that the code defines. Evaluating this throws when one of them cannot be: the server does not start (RB-15). */
export { roles } from "../roles.ts";

const gate = makeGate(routeMatcher(build));
const application = makeApplication(build);

/** Serves one request: probe, in development the lab, gate, Express, Remix. */
export function handle(req: IncomingMessage, res: ServerResponse): void {
  const exchange = beginExchange();
  const { requestId } = exchange;
  sealHeaders(req, res, exchange);
  if (answerProbe(req, res) || answerFromLab(req, res)) return;
  logRequest(req, res, exchange);
  try {
    const admitted = gate(req, res, exchange);
    if (!admitted) return;
    if (admitted !== "file") admit(req, admitted);
    application(req, res);
  } catch (error) {
    // Nothing above this would catch it: a bug at the gate must not end the process for everybody.
    log.fatal({ err: error, requestId }, "a bug at the gate");
    if (!res.headersSent) answerAtGate(req, res, internalError, requestId);
  }
}

/** Starts what goes on beside requests; gives the function that stops it, which resolves within eight seconds. */
export function start(): () => Promise<void> {
  void watchForDatabase();
  const stopHousekeeping = startHousekeeping();
  const stopDelivery = startDelivery();
  return () => {
    stopHousekeeping();
    return stopDelivery();
  };
}

/** Notes what happens around the app in its log. */
export const note = (message: string, details: Record<string, number>): void => log.info(details, message);

/** Notes a bug that no request was waiting for. */
export const noteBug = (error: unknown): void => log.fatal({ err: error }, "a bug beside the requests");

/** Every address, what protects it, and the layouts' policies in front of that, in words. */
export const listPolicies = (): { method: string; path: string; policy: string; layouts: string[] }[] =>
  [...serverRoutes, ...policyTable(build)].map(({ method, path, policy, ...row }) => {
    const layouts = "layouts" in row ? row.layouts.filter((layout) => !isOpen(layout)) : [];
    return { method, path, policy: describePolicy(policy), layouts: layouts.map(describePolicy) };
  });

/** Gives the database its connections back. */
export const close = (): Promise<void> => pool.end();
