import type { ReactNode } from "react";

import { ButtonLink } from "../button-link.tsx";
import { Card } from "../card.tsx";
import { IntentButton } from "../intent-button.tsx";
import { useText } from "../intl.tsx";

/** Asks whether the place that somebody has just signed in at is to open their account from now on. */
export function ConnectCard({ id, label, who }: { id: string; label: string; who: string | null }) {
  const text = useText("signInMethods.ask");
  const strong = (words: ReactNode) => <strong className="font-medium wrap-anywhere text-ink">{words}</strong>;
  return (
    <Card title={text("title", { label })}>
      <div className="grid gap-4">
        <p className="max-w-prose text-ink-soft">{text.rich("text", { label, who: who ?? text("unnamed"), strong })}</p>
        <div className="flex flex-wrap gap-3">
          <IntentButton intent="connect" fields={{ id }} action="/settings/sign-in-methods" tone="primary">
            {text("submit")}
          </IntentButton>
          <ButtonLink to="/settings/sign-in-methods">{text("cancel")}</ButtonLink>
        </div>
      </div>
    </Card>
  );
}
