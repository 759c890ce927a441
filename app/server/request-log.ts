import type { IncomingMessage, ServerResponse } from "node:http";

import { log } from "../log.server.ts";

/** Writes one line when the answer is out. Never the query, a header or a body: links and forms carry secrets (AC04, AU01). */
export function logRequest(req: IncomingMessage, res: ServerResponse, requestId: string): void {
  const began = performance.now();
  res.once("close", () => {
    const [path] = (req.url ?? "").split("?");
    const milliseconds = Math.round(performance.now() - began);
    const outcome = {
      requestId,
      method: req.method,
      path,
      status: res.statusCode,
      milliseconds,
      finished: res.writableFinished,
    };
    log.info(outcome, "request");
  });
}
