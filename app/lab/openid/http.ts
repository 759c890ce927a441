import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A request, as far as the lab's provider looks at it: of a POST the form counts, of anything else the query. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
};

/** What it answers. */
export type Answer = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

const LONGEST_FORM = 65_536;

/** Reads a request to its end; what goes beyond 64 KiB is left out. */
export async function readAsked(request: IncomingMessage): Promise<Asked> {
  const { method = "GET", headers } = request;
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  let form = "";
  for await (const chunk of request) if (form.length < LONGEST_FORM) form += String(chunk);
  return { method, path: pathname, parameters: method === "POST" ? new URLSearchParams(form) : searchParams, headers };
}

/** An answer in JSON. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** Sends the browser to another address. */
export const redirectTo = (address: string): Answer => ({ status: 303, headers: { Location: address }, body: "" });
