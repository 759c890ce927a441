import { redirect } from "@remix-run/node";

import { takeOwnData } from "#app/auth/own-data.server.ts";
import { minutes } from "#app/clock.ts";
import { listOwnData } from "#app/features/list.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { listProjectsOf } from "#app/projects/projects.server.ts";

/**
 * Everything held about the person, as a file. A GET, as it changes nothing but the log; a product adds here what it keeps about people.
 * The router of the browser cannot save files: it is led to the page with the button.
 */
export const loader = guard(
  { signedIn: true, fresh: minutes(10), limit: "10 per 15 minutes" },
  async ({ principal, context }) => {
    if (context.isData) return redirect("/settings/account", 303);
    const account = await takeOwnData(principal.userId, originOf(context));
    const projects = await listProjectsOf(principal.userId);
    const held = { ...account, ...(await listOwnData(principal.userId)), projects };
    return new Response(JSON.stringify(held, null, 2), {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": 'attachment; filename="gatehouse-account.json"',
      },
    });
  },
);
