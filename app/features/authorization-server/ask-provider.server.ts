import inject from "light-my-request";

import type { Principal } from "#app/access/principal.ts";
import { originOf, type RequestContext } from "#app/guards/request-context.ts";
import { env } from "../../env.server.ts";
import { asking, type Noted } from "./asking.server.ts";
import { recordCopies } from "./copied-token.server.ts";
import { findProvider, isServing } from "./provider.server.ts";

type Asked = { request: Request; context: RequestContext; principal: Principal };

// What the protocol reads of a request. How the browser came, it is told below; nothing else that a client sends reaches it.
const read = ["accept", "authorization", "content-type", "cookie", "dpop"];
// Ours are on every answer, and nothing of ours is for pages of other sites (CORS is off).
const ours = /^(?:access-control-.*|cache-control|connection|content-length|date|keep-alive|pragma|transfer-encoding)$/;

/**
 * Lets the protocol answer a request at one of its addresses, and gives the answer as it is (RFC 6749 has its own bodies). 404 where this process
 * issues no tokens. A fault of the database is thrown, for the 503 that every other address gives.
 */
export async function askProvider({ request, context, principal }: Asked, body?: string): Promise<Response> {
  if (!isServing) return new Response(null, { status: 404 });
  const provider = await findProvider();
  const origin = originOf(context);
  const noted: Noted = { isCopied: false, ended: [] };
  const { pathname, search } = new URL(request.url);
  const callback = provider.callback();
  // It starts to answer when it is waited for, and has to be waited for in there.
  const answer = await asking.run(
    { principal, origin, noted },
    async () =>
      await inject(callback, {
        // To look without a body is to look: what it would say is read here, and left out by whoever answers.
        method: request.method === "HEAD" ? "GET" : (request.method as "POST"),
        url: pathname + search,
        headers: headersOf(request, context),
        ...(body === undefined ? {} : { payload: body }),
      }),
  );
  if (noted.fault) throw noted.fault;
  await recordCopies(noted, origin);
  return new Response(answer.rawPayload.length > 0 ? new Uint8Array(answer.rawPayload) : null, {
    status: answer.statusCode,
    headers: answered(answer.headers),
  });
}

function headersOf(request: Request, { requestId }: RequestContext): Record<string, string> {
  const shown = read.flatMap((name) => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const proto = env.isHttps ? "https" : "http";
  return {
    ...Object.fromEntries(shown),
    host: env.APP_URL.host,
    "x-forwarded-proto": proto,
    "x-request-id": requestId,
  };
}

function answered(all: Readonly<Record<string, number | string | readonly string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value = []] of Object.entries(all))
    if (!ours.test(name))
      for (const one of [value].flat()) for (const each of withDataPath(name, String(one))) headers.append(name, each);
  return headers;
}

/** The cookie of the page that asks is for its path alone, and with scripts the page asks for its data beside that. */
const withDataPath = (name: string, value: string) =>
  name === "set-cookie" && /; path=\/oauth2\/request\//.test(value)
    ? [value, value.replace(/(; path=[^;]+)/, "$1.data")]
    : [value];
