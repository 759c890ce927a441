import { useState } from "react";

import { Button } from "./button.tsx";
import { controlClass, Field } from "./field.tsx";
import { useHydrated } from "./hydrated.ts";
import { useText } from "./intl.tsx";

/** A secret that is shown this one time: to be copied by a button, or without JavaScript by hand. */
export function CopyOnce({ label, secret }: { label: string; secret: string }) {
  const text = useText("copyOnce");
  // Browsers have a clipboard for pages over https alone.
  const canCopy = useHydrated() && "clipboard" in navigator;
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false), // the browser does not allow it: the text can still be copied by hand
    );
  return (
    <div className="grid gap-3">
      <Field name="secret" label={label} hint={text("warning")}>
        {(control) => (
          <input
            {...control}
            readOnly
            value={secret}
            onFocus={(event) => event.currentTarget.select()}
            className={`font-mono ${controlClass}`}
          />
        )}
      </Field>
      {canCopy && (
        <div>
          <Button type="button" onClick={copy}>
            <span aria-live="polite">{isCopied ? text("copied") : text("copy")}</span>
          </Button>
        </div>
      )}
    </div>
  );
}
