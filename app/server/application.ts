import type { IncomingMessage } from "node:http";

import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type NextFunction, type Request, type Response, type Router } from "express";

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
  const files = publicFiles();
  // Looking on the disk waits behind sign-ins (both use the thread pool): only for what the gate took for a file.
  app.use((req, res, next) => (contexts.has(req) ? next() : files(req, res, next)));
  const mode = env.isDevelopment ? "development" : "production";
  // The Express request is the very object that came through the gate.
  const getLoadContext = (req: Request) => contexts.get(req) as RequestContext;
  app.all("*", createRequestHandler({ build, getLoadContext, mode }));
  app.use(answerBug);
  return app;
}

function publicFiles(): Router {
  const files = express.Router();
  const options = { index: false as const, redirect: false, dotfiles: "ignore" };
  files.use("/assets", express.static("build/client/assets", { ...options, immutable: true, maxAge: "1y" }));
  files.use(express.static(env.isDevelopment ? "public" : "build/client", { ...options, maxAge: "1h" }));
  files.use((_req, res) => void res.status(404).type("text/plain").send("Not found"));
  return files;
}

function answerBug(error: unknown, req: Request, res: Response, _next: NextFunction): void {
  const requestId = contexts.get(req)?.requestId ?? "";
  log.error({ err: error, requestId }, "a bug outside of the routes");
  if (res.headersSent) res.destroy();
  else answerAtGate(req, res, internalError, requestId);
}
