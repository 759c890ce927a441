import { isSafeMethod, refusalByCsrf } from "./csrf.server.ts";
import { readForm } from "./form.server.ts";
import { readJson } from "./json.server.ts";
import type { Policy } from "./policy.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestContext } from "./request-context.ts";

/** What a request brought: a form on pages, a JSON object on `/api`. The other one is empty, and both are for a GET. */
export type Posted = { form: FormData; json: Readonly<Record<string, unknown>> };

type Asked = { policy: Policy; request: Request; context: RequestContext };

/**
 * Reads what was posted and makes sure that it came from a page of ours: every form carries the token of its browser, and so does JSON
 * that is sent with a session cookie. Programs that show no cookie need none: nobody can be made to send for them (decision on CSRF).
 */
export async function readPosted({ policy, request, context }: Asked): Promise<Posted | { refusal: Refusal }> {
  const nothing = { form: new FormData(), json: {} };
  if (isSafeMethod(request.method)) return nothing;
  const { isApi } = context;
  const read = await (isApi ? readJson(request) : readForm(request));
  if ("refusal" in read) return read;
  const posted = { ...nothing, ...read };
  // Whatever the browser shows to the proxy in front of the app, it shows by itself, like a cookie.
  if (policy.crossSite || (isApi && context.sessionToken === null && !context.vouching.ok)) return posted;
  const refusal = refusalByCsrf(request.headers, posted.form, context);
  return refusal ? { refusal } : posted;
}
