import { Outlet } from "@remix-run/react";
import type { ReactNode } from "react";

import { guard } from "#app/guards/guard.server.ts";
import { ErrorInPlace } from "#app/ui/error-in-place.tsx";
import { SettingsNav } from "#app/ui/settings-nav.tsx";
import { Shell } from "#app/ui/shell.tsx";

export const loader = guard({ signedIn: true }, () => null);

export default function SettingsLayout() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  );
}

/** Errors of every page in here. */
export function ErrorBoundary() {
  return (
    <Frame>
      <ErrorInPlace />
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <Shell>
      <div className="flex flex-col gap-x-12 gap-y-6 md:flex-row">
        <SettingsNav />
        <div className="min-w-0 flex-1">{children}</div>
      </div>
    </Shell>
  );
}
