import { PassThrough } from "node:stream";

import { createReadableStreamFromReadable, type EntryContext, type HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";

import { seconds } from "./clock.ts";
import type { RequestContext } from "./guards/request-context.ts";
import { log } from "./log.server.ts";
import { NonceContext } from "./ui/nonce.ts";

const LONGEST_RENDER = seconds(10);

/** Renders a page as a stream; every script in it carries the request's nonce. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: RequestContext,
) {
  return new Promise<Response>((resolve, reject) => {
    const { nonce } = context;
    const page = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remix} url={request.url} nonce={nonce} abortDelay={LONGEST_RENDER} />
      </NonceContext.Provider>,
      {
        nonce,
        onShellReady() {
          headers.set("Content-Type", "text/html; charset=utf-8");
          const body = new PassThrough();
          body.once("close", () => clearTimeout(timer));
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
          page.pipe(body);
        },
        onShellError: reject,
        onError: (error) => log.error({ err: error, requestId: context.requestId }, "a page could not be rendered"),
      },
    );
    const timer = setTimeout(() => page.abort(), LONGEST_RENDER);
  });
}

/** Logs what a loader or action threw by mistake. The person sees a page with the request id and nothing of the error (ER-08, RX18). */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  // What Remix answers by itself, such as a method that a page does not take, is no bug; neither is somebody who left.
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  log.error({ err: error, requestId: context.requestId }, "a bug in a route");
};
