import { useLocation } from "@remix-run/react";

import { AuthShell } from "./auth-shell.tsx";
import { ButtonLink } from "./button-link.tsx";
import { useText } from "./intl.tsx";
import { Notice } from "./notice.tsx";
import { type KnownStatus, knownStatus, type Problem } from "./problem.ts";
import { useRootData } from "./root-data.ts";

/** A page that could not be shown: what happened, what is missing where that may be said, and what to do next. */
export function ErrorPage({ status, requestId, reason }: Problem) {
  const text = useText("errors");
  const known = knownStatus(status);
  const id = requestId ?? useRootData()?.requestId;
  return (
    <AuthShell title={text(`${known}.title`)}>
      <div className="grid gap-5">
        <p className="text-ink-soft">{text(`${known}.text`)}</p>
        {reason && <Notice tone="warning">{reason}</Notice>}
        <NextStep status={known} />
        {id && (
          <div className="border-t border-line pt-4 text-xs text-ink-soft">
            <p>{text("help")}</p>
            <p className="mt-1">
              {text("requestId")} <code className="font-mono break-all text-ink select-all">{id}</code>
            </p>
          </div>
        )}
      </div>
    </AuthShell>
  );
}

function NextStep({ status }: { status: KnownStatus }) {
  const text = useText("errors");
  const signedIn = Boolean(useRootData()?.viewer);
  const { pathname, search } = useLocation();
  const here = pathname + search;
  const home = signedIn ? { to: "/dashboard", label: text("toDashboard") } : { to: "/", label: text("toStart") };
  if (status === 401) return <Step to={`/login?redirectTo=${encodeURIComponent(here)}`} label={text("signIn")} />;
  if (status === 429 || status >= 500) return <Step to={here} label={text("again")} />;
  return <Step {...home} />;
}

/** Always a new document: the page that failed may hold stale code or data. */
function Step({ to, label }: { to: string; label: string }) {
  return (
    <div>
      <ButtonLink to={to} tone="primary" reloadDocument>
        {label}
      </ButtonLink>
    </div>
  );
}
