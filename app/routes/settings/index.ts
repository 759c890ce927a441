import { redirect } from "@remix-run/node";

import { guard } from "#app/guards/guard.server.ts";

/** Settings have no page of their own: the first section opens. */
export const loader = guard({ signedIn: true }, () => redirect("/settings/profile", 303));
