import { useLocation } from "@remix-run/react";

import { Form } from "./form.tsx";
import { DarkIcon, LightIcon, SystemIcon } from "./icons.ts";
import { useText } from "./intl.tsx";
import { useRootData } from "./root-data.ts";

const choices = [
  { theme: "system", Icon: SystemIcon },
  { theme: "light", Icon: LightIcon },
  { theme: "dark", Icon: DarkIcon },
] as const;

/** Chooses the colours: as the system says, light or dark. A plain form, so the choice is kept without JavaScript too. */
export function ThemeSwitch() {
  const text = useText("theme");
  const here = useHere();
  const chosen = useRootData()?.theme ?? "system";
  return (
    <Form action="/theme" preventScrollReset replace>
      <input type="hidden" name="redirectTo" value={here} />
      <fieldset className="inline-flex rounded-full border border-line bg-surface p-0.5">
        <legend className="sr-only">{text("label")}</legend>
        {choices.map(({ theme, Icon }) => (
          <button
            key={theme}
            name="theme"
            value={theme}
            aria-pressed={theme === chosen}
            title={text(theme)}
            className="grid size-7 cursor-pointer place-items-center rounded-full text-ink-soft hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent-ink aria-pressed:inset-ring aria-pressed:inset-ring-accent"
          >
            <Icon className="size-3.5" />
            <span className="sr-only">{text(theme)}</span>
          </button>
        ))}
      </fieldset>
    </Form>
  );
}

/** This page without its query, which may hold what should not be repeated; only the way on after signing in is kept. */
function useHere(): string {
  const { pathname, search } = useLocation();
  const redirectTo = new URLSearchParams(search).get("redirectTo");
  return redirectTo ? `${pathname}?${new URLSearchParams({ redirectTo })}` : pathname;
}
