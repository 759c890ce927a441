import { ButtonLink } from "../button-link.tsx";
import { useText } from "../intl.tsx";

/** The password among the ways into the account: whether there is one, and where to change or get one. */
export function PasswordItem({ hasPassword }: { hasPassword: boolean }) {
  const text = useText("signInMethods");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="grid gap-0.5">
        <h3 className="text-sm font-medium">{text("password")}</h3>
        <p className="text-ink-soft">{text(hasPassword ? "hasPassword" : "noPassword")}</p>
      </div>
      <ButtonLink to={hasPassword ? "/settings/password" : "/forgot-password"} size="small">
        {text(hasPassword ? "change" : "send")}
      </ButtonLink>
    </li>
  );
}
