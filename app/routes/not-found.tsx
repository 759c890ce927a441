import type { MetaFunction } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("errors.404.title");

export const loader = guard({ open: "an address that leads nowhere" }, (): null => {
  throw new Response(null, { status: 404 });
});

/** Never shown: the loader always throws. It makes this a page, so that the answer is the error page. */
export default function NotFound() {
  return null;
}
