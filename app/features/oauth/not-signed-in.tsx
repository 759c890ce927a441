import { AuthShell } from "#app/ui/auth-shell.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import type { OauthProblem } from "./problem.ts";

// Neither is anybody's fault.
const tones: Partial<Record<OauthProblem["reason"], "info" | "warning">> = {
  cancelled: "info",
  "account-exists": "warning",
};

/** Says why somebody did not come in through a provider, and what they can do about it (OL-15). */
export function NotSignedIn({ reason, label, code, requestId, again, connect }: OauthProblem) {
  const text = useText("oauth");
  return (
    <AuthShell title={text("heading", { label })}>
      <div className="grid gap-5">
        <Notice tone={tones[reason] ?? "danger"}>{text(`problems.${reason}`, { label })}</Notice>
        {connect ? (
          <ButtonLink to={connect} tone="primary">
            {text("connect", { label })}
          </ButtonLink>
        ) : (
          <ButtonLink to={again} tone="primary" reloadDocument>
            {text("again", { label })}
          </ButtonLink>
        )}
        <p>
          <TextLink to="/login">{text("otherwise")}</TextLink>
        </p>
        <div className="border-t border-line pt-4 text-xs text-ink-soft">
          <p>{text("help")}</p>
          <p className="mt-1 font-mono wrap-anywhere text-ink select-all">
            {code} {requestId}
          </p>
        </div>
      </div>
    </AuthShell>
  );
}
