import type { IncomingMessage, ServerResponse } from "node:http";

import { createRequestHandler } from "@remix-run/express";
import compression from "compression";
import express, { type NextFunction, type Request, type Response } from "express";
// @ts-expect-error -- the Remix plug-in makes this module
import * as remixBuild from "virtual:remix/server-build";
import type { ServerBuild } from "@remix-run/node";

import { pool } from "../db/client.server.ts";
import { env } from "../env.server.ts";
import { internalError } from "../guards/refusal.ts";
import type { RequestContext } from "../guards/request-context.ts";
import { isOpen } from "../guards/policy.ts";
import { describePolicy } from "../guards/policy-text.ts";
import { policyTable, wrapBuild } from "../guards/wrapped-build.server.ts";
import { log } from "../log.server.ts";
import { answerAtGate } from "./gate-answer.ts";
import { makeGate } from "./gate.ts";
import { answerProbe, beginDraining, serverRoutes, watchForDatabase } from "./health.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { logRequest } from "./request-log.ts";
import { routeMatcher } from "./route-match.ts";

/** The routes, every handler behind its guard. Evaluating this throws when one has none: the server does not start. */
export const build: ServerBuild = wrapBuild(remixBuild);

const contexts = new WeakMap<IncomingMessage, RequestContext>();
const gate = makeGate(routeMatcher(build));
const application = makeApplication();

/** Serves one request: probe, gate, Express, Remix. */
export function handle(req: IncomingMessage, res: ServerResponse): void {
  if (answerProbe(req, res)) return;
  logRequest(req, res);
  const admitted = gate(req, res);
  if (!admitted) return;
  if (admitted !== "file") contexts.set(req, admitted);
  application(req, res);
}

/** Starts what goes on beside requests; gives the function that stops it. */
export function start(): () => void {
  void watchForDatabase();
  return startHousekeeping();
}

/** The log, for what happens around the app. */
export { log };

/** First step of stopping: tells load balancers to look elsewhere. */
export { beginDraining };

/** Every address, what protects it, and the layouts' policies in front of that, in words. */
export const listPolicies = (): { method: string; path: string; policy: string; layouts: string[] }[] =>
  [...serverRoutes, ...policyTable(build)].map(({ method, path, policy, ...row }) => {
    const layouts = "layouts" in row ? row.layouts.filter((layout) => !isOpen(layout)) : [];
    return { method, path, policy: describePolicy(policy), layouts: layouts.map(describePolicy) };
  });

/** Last step of stopping: gives the database its connections back. */
export const close = (): Promise<void> => pool.end();

function makeApplication() {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(compression());
  app.use(
    "/assets",
    express.static("build/client/assets", { immutable: true, maxAge: "1y", index: false, redirect: false }),
  );
  app.use(
    express.static(env.isDevelopment ? "public" : "build/client", {
      maxAge: "1h",
      index: false,
      redirect: false,
      dotfiles: "ignore",
    }),
  );
  app.use((req, res, next) => (contexts.has(req) ? next() : res.status(404).type("text/plain").send("Not found")));
  // The Express request is the same object that came through the gate.
  app.all(
    "*",
    createRequestHandler({
      build,
      getLoadContext: (req) => contexts.get(req) as RequestContext,
      mode: env.isDevelopment ? "development" : "production",
    }),
  );
  app.use(answerBug);
  return app;
}

function answerBug(error: unknown, req: Request, res: Response, _next: NextFunction): void {
  const requestId = contexts.get(req)?.requestId ?? "";
  log.error({ err: error, requestId }, "a bug outside of the routes");
  if (res.headersSent) res.destroy();
  else answerAtGate(req, res, internalError, requestId);
}
