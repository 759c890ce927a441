import type { IncomingMessage, ServerResponse } from "node:http";

import { log } from "../log.server.ts";
import type { Exchange } from "./exchange.ts";

/** Writes one line when the answer is out. Never the query, a header or a body: links and forms carry secrets (AC04, AU01). */
export function logRequest(req: IncomingMessage, res: ServerResponse, exchange: Exchange): void {
  const began = performance.now();
  res.once("close", () => {
    const [path] = (req.url ?? "").split("?");
    const milliseconds = Math.round(performance.now() - began);
    const { requestId, forgery } = exchange;
    const outcome = {
      requestId,
      method: req.method,
      path,
      status: res.statusCode,
      milliseconds,
      finished: res.writableFinished,
    };
    if (forgery === null) log.info(outcome, "request");
    else log.warn({ ...outcome, forgeries: forgery }, "request");
  });
}
