import type { PrincipalSession } from "../access/principal.ts";
import { holdForm, takeHeldForm, type Fields } from "../auth/held-forms.server.ts";
import { confirmAddress, heldFormField } from "./confirm-address.ts";
import { CSRF_FIELD, isSafeMethod } from "./csrf.server.ts";
import { safeRedirect } from "./safe-redirect.ts";

/**
 * Sends somebody whose sign-in is too old to the page that asks who they are, and keeps what they posted meanwhile (SE21). The form must
 * have passed the CSRF check: one from another site would come back with the person's own blessing.
 */
export async function askAgain(request: Request, session: PrincipalSession, form: FormData): Promise<Response> {
  const path = pathOf(request);
  if (isSafeMethod(request.method)) return safeRedirect(confirmAddress(path));
  // One that waits already goes on waiting: it is what this post stands for.
  const held = heldIn(form) ?? (await holdForm(session.id, path, fieldsOf(form))) ?? "";
  return safeRedirect(confirmAddress(path, held));
}

/**
 * What a post stands for: its own fields or, when it names a form that was held on its way here, that one's, which is used up by this.
 * Throws a redirect to the bare page when there is no such form (any more), so that none arrives twice.
 */
export async function formMeant(request: Request, session: PrincipalSession, form: FormData): Promise<FormData> {
  const held = heldIn(form);
  if (held === null) return form;
  const path = pathOf(request);
  const fields = await takeHeldForm(session.id, held, path);
  if (!fields) throw safeRedirect(path);
  const meant = new FormData();
  for (const [name, value] of fields) meant.append(name, value);
  return meant;
}

/** The page's own address, whichever way it was asked for: Remix names single loaders in `_routes`. */
function pathOf(request: Request): string {
  const { pathname, searchParams } = new URL(request.url);
  searchParams.delete("_routes");
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}

function heldIn(form: FormData): string | null {
  const held = form.get(heldFormField);
  return typeof held === "string" ? held : null;
}

const fieldsOf = (form: FormData): Fields =>
  [...form].flatMap(([name, value]) =>
    name === CSRF_FIELD || typeof value !== "string" ? [] : [[name, value] as const],
  );
