import { Badge } from "./badge.tsx";
import { useText } from "./intl.tsx";
import { useRootData } from "./root-data.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

/** The foot of every page: the choice of colours, and a mark on a copy that runs in development. */
export function Footer() {
  const text = useText();
  return (
    <footer className="mx-auto flex w-full max-w-page items-center justify-between gap-4 px-4 py-6 text-xs text-ink-soft sm:px-6">
      <span className="flex items-center gap-3">
        {text("app.name")}
        {useRootData()?.development && <Badge tone="warning">{text("shell.development")}</Badge>}
      </span>
      <ThemeSwitch />
    </footer>
  );
}
