import { anonymous, type Principal } from "../access/principal.ts";
import type { RequestContext } from "./request-context.ts";
import { schemes } from "./schemes.server.ts";

const resolved = new WeakMap<RequestContext, Promise<Principal>>();

/** Who is asking: looked up once a request, however many loaders ask. Anonymous when no scheme recognises anybody, never null (SE-14, GD-18). */
export function principalOf(context: RequestContext): Promise<Principal> {
  const known = resolved.get(context) ?? recognise(context);
  resolved.set(context, known);
  return known;
}

async function recognise(context: RequestContext): Promise<Principal> {
  for (const scheme of schemes) {
    const principal = await scheme(context);
    if (principal) return principal;
  }
  return anonymous;
}
