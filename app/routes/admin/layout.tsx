import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";

import { can } from "#app/access/principal.ts";
import { guard } from "#app/guards/guard.server.ts";
import { AdminNav } from "#app/ui/admin-nav.tsx";
import { type AdminPage, adminPages } from "#app/ui/admin-pages.ts";
import { ErrorInPlace } from "#app/ui/error-in-place.tsx";
import { Shell } from "#app/ui/shell.tsx";

// Who may open which page stands in the URL rules and at the top of each page.
export const loader = guard({ signedIn: true }, ({ principal }) => ({
  pages: adminPages.filter(({ permission }) => can(principal, permission)).map(({ page }) => page),
}));

export default function AdminLayout() {
  const { pages } = useLoaderData<typeof loader>();
  return (
    <Frame pages={pages}>
      <Outlet />
    </Frame>
  );
}

/** Errors of every page in here. The menu is missing where nobody could say what stands in it. */
export function ErrorBoundary() {
  const { pages = [] } = useRouteLoaderData<typeof loader>("routes/admin/layout") ?? {};
  return (
    <Frame pages={pages}>
      <ErrorInPlace />
    </Frame>
  );
}

function Frame({ pages, children }: { pages: readonly AdminPage[]; children: ReactNode }) {
  return (
    <Shell>
      <div className="flex flex-col gap-x-12 gap-y-6 md:flex-row">
        {pages.length > 0 && <AdminNav pages={pages} />}
        <div className="min-w-0 flex-1">{children}</div>
      </div>
    </Shell>
  );
}
