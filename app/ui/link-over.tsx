import { AuthShell } from "./auth-shell.tsx";
import { ButtonLink } from "./button-link.tsx";
import { useText } from "./intl.tsx";

/** The page behind a link that holds no more: used, too old, replaced by a newer one, or never ours. It does not say which. */
export function LinkOver({ again, label }: { again: string; label: string }) {
  const text = useText("linkOver");
  return (
    <AuthShell title={text("heading")}>
      <div className="grid gap-5 text-ink-soft">
        <p>{text("text")}</p>
        <ButtonLink to={again} tone="primary">
          {label}
        </ButtonLink>
      </div>
    </AuthShell>
  );
}
