import { Outlet } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { SettingsNav } from "#app/ui/settings-nav.tsx";
import { Shell } from "#app/ui/shell.tsx";

export const loader = guard({ signedIn: true }, () => null);

export default function SettingsLayout() {
  return (
    <Shell>
      <div className="flex flex-col gap-x-12 gap-y-6 md:flex-row">
        <SettingsNav />
        <div className="min-w-0 flex-1">
          <Outlet />
        </div>
      </div>
    </Shell>
  );
}
