import { PassThrough } from "node:stream";

import { createReadableStreamFromReadable, type EntryContext, type HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream, type PipeableStream } from "react-dom/server";

import { seconds } from "./clock.ts";
import type { RequestContext } from "./guards/request-context.ts";
import { log } from "./log.server.ts";
import { NonceContext } from "./ui/nonce.ts";

const LONGEST_RENDER = seconds(10);
/** How long data that a page waits for may take. Remix reads this. */
export const streamTimeout = LONGEST_RENDER;
const LONGEST_HOLD = 20; // milliseconds
const LARGEST_HELD = 1024 * 1024;

/** Renders a page; every script in it carries the request's nonce. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: RequestContext,
) {
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Promise<Response>((resolve, reject) => {
    const { nonce, requestId } = context;
    const page = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remix} url={request.url} nonce={nonce} abortDelay={LONGEST_RENDER} />
      </NonceContext.Provider>,
      {
        nonce,
        onShellReady: () => {
          // A route may have named a status that no response can have: that must fail this request only.
          bodyOf(page)
            .then((body) => resolve(new Response(body, { status, headers })))
            .catch(reject);
        },
        onAllReady: () => clearTimeout(timer),
        onShellError(error) {
          clearTimeout(timer);
          reject(error);
        },
        onError: (error) => log.error({ err: error, requestId }, "a page could not be rendered"),
      },
    );
    const timer = setTimeout(() => page.abort(), LONGEST_RENDER);
  });
}

/** A page that is complete at once goes out in one piece, which costs a tenth less (measured); one that waits for data is streamed. */
function bodyOf(page: PipeableStream): Promise<BodyInit> {
  const text = new PassThrough({ highWaterMark: LARGEST_HELD });
  return new Promise((resolve) => {
    const sendWhole = () => {
      clearTimeout(hold);
      resolve(text.read() as BodyInit);
    };
    const hold = setTimeout(() => {
      text.off("finish", sendWhole);
      resolve(createReadableStreamFromReadable(text));
    }, LONGEST_HOLD);
    text.once("finish", sendWhole);
    page.pipe(text);
  });
}

/** Logs what a loader or action threw by mistake. The person sees a page with the request id and nothing of the error (ER-08, RX18). */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  // What Remix answers by itself, such as a method that a page does not take, is no bug; neither is somebody who left.
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  log.error({ err: error, requestId: context.requestId }, "a bug in a route");
};
