import { Outlet, useLoaderData } from "@remix-run/react";

import { can } from "#app/access/principal.ts";
import { guard } from "#app/guards/guard.server.ts";
import { AdminNav } from "#app/ui/admin-nav.tsx";
import { adminPages } from "#app/ui/admin-pages.ts";
import { Shell } from "#app/ui/shell.tsx";

// Who may open which page stands in the URL rules and at the top of each page.
export const loader = guard({ signedIn: true }, ({ principal }) => ({
  pages: adminPages.filter(({ permission }) => can(principal, permission)).map(({ page }) => page),
}));

export default function AdminLayout() {
  const { pages } = useLoaderData<typeof loader>();
  return (
    <Shell>
      <div className="flex flex-col gap-x-12 gap-y-6 md:flex-row">
        <AdminNav pages={pages} />
        <div className="min-w-0 flex-1">
          <Outlet />
        </div>
      </div>
    </Shell>
  );
}
