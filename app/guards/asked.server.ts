import type { Subject } from "../access/model.server.ts";
import { can, isInScope, type Principal } from "../access/principal.ts";
import type { Place } from "./place.ts";
import { isOpen, isPending, type Policy } from "./policy.ts";
import { forbidden, outOfScope, type Refusal } from "./refusal.ts";
import { isApiPath } from "./refuse.server.ts";
import { refusalOf } from "./row.server.ts";

/** What came in, once its row was found and its form was read. */
type Arrived = { principal: Principal; request: Request; row: unknown; form: FormData; place: Pick<Place, "methods"> };

/**
 * Which of the things is asked for that a policy tells apart with `each`, or why it may not be done. Null where the policy tells nothing
 * apart. Asked after the form's token was found right, so that nobody learns from a form that is not ours. An action runs by POST, PUT, PATCH
 * and DELETE alike: by a method that nobody has described it does not, since a URL rule for one method says nothing of the others.
 */
export async function askedUnder(
  policy: Policy,
  arrived: Arrived,
): Promise<{ asked: string } | { refusal: Refusal } | null> {
  const { principal, request, row, form, place } = arrived;
  if (place.methods && !place.methods.includes(request.method)) return { refusal: wrongMethod(place.methods) };
  if (isOpen(policy) || isPending(policy) || !policy.each) return null;
  const isApi = isApiPath(new URL(request.url).pathname);
  const asked = isApi ? request.method : String(form.get("intent") ?? "");
  const permission = Object.hasOwn(policy.each, asked) ? policy.each[asked] : undefined;
  if (!permission)
    return { refusal: isApi ? wrongMethod(["GET", "HEAD", ...Object.keys(policy.each)]) : unknownIntent };
  const refusal = policy.on
    ? await refusalOf(principal, [permission], { model: policy.on, row: row as Subject["row"] })
    : can(principal, permission)
      ? null
      : isInScope(principal, permission)
        ? forbidden("permission", `Insufficient permissions: ['${permission}']`, [permission])
        : outOfScope([permission]);
  return refusal ? { refusal } : { asked };
}

const unknownIntent: Refusal = { status: 400, code: "BAD_REQUEST", detail: "The form does not say what it asks for." };

const wrongMethod = (methods: readonly string[]): Refusal => ({
  status: 405,
  code: "METHOD_NOT_ALLOWED",
  detail: "This address does not take that method.",
  allow: methods,
});
