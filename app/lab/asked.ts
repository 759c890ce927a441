import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A request, as far as the lab looks at it: of a POST the form counts, of anything else the query. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  /** What stands behind the path, with its question mark, as it came: signatures are about this. */
  readonly search: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
};

const LONGEST_FORM = 65_536;

/** Reads a request to its end; what goes beyond 64 KiB is left out. */
export async function readAsked(request: IncomingMessage): Promise<Asked> {
  const { method = "GET", headers } = request;
  const { pathname, search, searchParams } = new URL(request.url ?? "/", "http://localhost");
  let form = "";
  for await (const chunk of request) if (form.length < LONGEST_FORM) form += String(chunk);
  const parameters = method === "POST" ? new URLSearchParams(form) : searchParams;
  return { method, path: pathname, search, parameters, headers };
}
