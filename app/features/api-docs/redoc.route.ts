import { redirect } from "@remix-run/node";

import { guard } from "#app/guards/guard.server.ts";

/** The other address at which people look for the description (DH-01). */
export const loader = guard({ open: "leads to the description of the API" }, () => redirect("/docs", 303));
