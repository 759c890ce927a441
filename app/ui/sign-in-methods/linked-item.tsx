import { Badge } from "../badge.tsx";
import { Confirm } from "../confirm.tsx";
import { IntentButton } from "../intent-button.tsx";
import { useText } from "../intl.tsx";
import { timeTag } from "../time.tsx";

type LinkedItemProps = {
  id: string;
  label: string;
  email: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  isOpen: boolean;
  isLast: boolean;
};

/** One place elsewhere that opens the account, and the button that disconnects it unless it is the only way in. */
export function LinkedItem({ id, label, email, createdAt, lastUsedAt, isOpen, isLast }: LinkedItemProps) {
  const text = useText("signInMethods");
  return (
    <li className="grid gap-3 py-4">
      <div className="grid gap-0.5 wrap-anywhere">
        <h3 className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {label}
          {!isOpen && <Badge tone="warning">{text("closed")}</Badge>}
        </h3>
        {email && <p className="text-ink-soft">{email}</p>}
        <p className="text-ink-soft">
          {text.rich("connected", timeTag(createdAt))}{" "}
          {lastUsedAt ? text.rich("lastUsed", timeTag(lastUsedAt)) : text("neverUsed")}
        </p>
      </div>
      {isLast ? (
        <p className="max-w-prose text-ink-soft">{text("isLast")}</p>
      ) : (
        <Confirm label={text("disconnect")} consequence={text("confirmDisconnect", { label })}>
          <IntentButton intent="disconnect" fields={{ id }} action="/settings/sign-in-methods" tone="danger">
            {text("disconnectNow", { label })}
          </IntentButton>
        </Confirm>
      )}
    </li>
  );
}
