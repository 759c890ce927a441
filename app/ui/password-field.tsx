import { useState } from "react";

import { controlClass, Field } from "./field.tsx";
import { useHydrated } from "./hydrated.ts";
import { HideIcon, ShowIcon } from "./icons.ts";
import { useText } from "./intl.tsx";

type PasswordFieldProps = {
  name: string;
  label: string;
  autoComplete: "current-password" | "new-password";
  hint?: string;
  error?: string;
};

/** A password, hidden until the person asks to see it. It has no value from the server: a password is never sent back. */
export function PasswordField({ autoComplete, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const hydrated = useHydrated();
  const text = useText("password");
  const Icon = shown ? HideIcon : ShowIcon;
  return (
    <Field {...field}>
      {(control) => (
        <div className="relative">
          <input
            {...control}
            type={shown ? "text" : "password"}
            autoComplete={autoComplete}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            required
            className={`${controlClass} pr-11`}
          />
          {hydrated && (
            <button
              type="button"
              aria-label={text(shown ? "hide" : "show")}
              title={text(shown ? "hide" : "show")}
              onClick={() => setShown(!shown)}
              className="absolute inset-y-1 right-1 grid w-8 cursor-pointer place-items-center rounded-sm text-ink-soft hover:text-ink"
            >
              <Icon className="size-4" />
            </button>
          )}
        </div>
      )}
    </Field>
  );
}
