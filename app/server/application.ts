import type { IncomingMessage } from "node:http";

import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type NextFunction, type Request, type Response } from "express";

import { env } from "../env.server.ts";
import { internalError } from "../guards/refusal.ts";
import type { RequestContext } from "../guards/request-context.ts";
import { log } from "../log.server.ts";
import { answerAtGate } from "./gate-answer.ts";

const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** Notes what the gate found out about a request, for Remix to pass on. A request without it gets public files and nothing else. */
export const admit = (req: IncomingMessage, context: RequestContext): void => void contexts.set(req, context);

/** Express behind the gate: compression, the public files, then Remix with the wrapped build. */
export function makeApplication(build: ServerBuild): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(compression());
  const file = { index: false as const, redirect: false, dotfiles: "ignore" };
  app.use("/assets", express.static("build/client/assets", { ...file, immutable: true, maxAge: "1y" }));
  app.use(express.static(env.isDevelopment ? "public" : "build/client", { ...file, maxAge: "1h" }));
  app.use((req, res, next) => (contexts.has(req) ? next() : res.status(404).type("text/plain").send("Not found")));
  const mode = env.isDevelopment ? "development" : "production";
  // The Express request is the very object that came through the gate.
  const getLoadContext = (req: Request) => contexts.get(req) as RequestContext;
  app.all("*", createRequestHandler({ build, getLoadContext, mode }));
  app.use(answerBug);
  return app;
}

function answerBug(error: unknown, req: Request, res: Response, _next: NextFunction): void {
  const requestId = contexts.get(req)?.requestId ?? "";
  log.error({ err: error, requestId }, "a bug outside of the routes");
  if (res.headersSent) res.destroy();
  else answerAtGate(req, res, internalError, requestId);
}
