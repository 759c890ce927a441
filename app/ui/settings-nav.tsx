import { useText } from "./intl.tsx";
import { SectionNav } from "./section-nav.tsx";

const pages = [
  "profile",
  "email",
  "password",
  "sign-in-methods",
  "sessions",
  "api-keys",
  "applications",
  "activity",
  "account",
] as const;

/** The parts of the settings. */
export function SettingsNav() {
  const text = useText("settings");
  const items = pages.map((page) => ({ to: `/settings/${page}`, label: text(page) }));
  return <SectionNav label={text("navigation")} title={text("title")} items={items} />;
}
