import type { ElsewhereProblem } from "../auth/elsewhere-problem.ts";
import { AuthShell } from "./auth-shell.tsx";
import { ButtonLink } from "./button-link.tsx";
import { useText } from "./intl.tsx";
import { Notice } from "./notice.tsx";
import { TextLink } from "./text-link.tsx";

// Neither is anybody's fault.
const tones: Partial<Record<ElsewhereProblem["reason"], "info" | "warning">> = {
  cancelled: "info",
  "account-exists": "warning",
};

/** The reason that the core knows, or the sentence of a feature that has one more. */
type Why = { reason: ElsewhereProblem["reason"]; said?: undefined } | { reason?: undefined; said: string };

/** Says why somebody did not come in through a place elsewhere, and what they can do about it (OL-15). */
export function NotSignedIn({
  reason,
  said,
  label,
  code,
  requestId,
  again,
  connect,
}: Omit<ElsewhereProblem, "reason"> & Why) {
  const text = useText("notSignedIn");
  return (
    <AuthShell title={text("heading", { label })}>
      <div className="grid gap-5">
        <Notice tone={(reason && tones[reason]) ?? "danger"}>{said ?? text(`problems.${reason}`, { label })}</Notice>
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
