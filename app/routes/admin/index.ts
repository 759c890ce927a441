import { redirect } from "@remix-run/node";

import { can } from "#app/access/principal.ts";
import { guard } from "#app/guards/guard.server.ts";
import { adminPages } from "#app/ui/admin-pages.ts";

/** The first page that this person may open. */
export const loader = guard({ signedIn: true }, ({ principal }) => {
  const first = adminPages.find(({ permission }) => can(principal, permission));
  if (!first) throw new Response(null, { status: 404 });
  return redirect(`/admin/${first.page}`, 303);
});
