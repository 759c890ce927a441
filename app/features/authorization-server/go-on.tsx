import { useEffect } from "react";

import { AuthShell } from "#app/ui/auth-shell.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";

/**
 * Goes on to `to` by itself, with and without scripts: after a form, browsers follow no redirect to another site. Once: the address may be one that
 * works only once.
 */
export function GoOn({ title, to, label }: { title: string; to: string; label: string }) {
  useEffect(() => window.location.replace(to), [to]);
  return (
    <AuthShell title={title}>
      <noscript>
        <meta httpEquiv="refresh" content={`0;url=${to}`} />
      </noscript>
      <ButtonLink to={to} tone="primary" wide reloadDocument>
        {label}
      </ButtonLink>
    </AuthShell>
  );
}
