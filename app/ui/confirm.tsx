import type { ReactNode } from "react";

import { buttonClass } from "./button-class.ts";
import { AlertIcon } from "./icons.ts";
import { useText } from "./intl.tsx";

type ConfirmProps = { label: string; consequence: string; isOpen?: boolean; children: ReactNode };

/**
 * Asks before something that cannot be taken back, without JavaScript: `label` opens what will happen and to whom,
 * and `children` is the form whose button does it. `isOpen` when that form comes back with an error.
 */
export function Confirm({ label, consequence, isOpen, children }: ConfirmProps) {
  const text = useText("confirm");
  return (
    <details className="group" open={isOpen}>
      <summary className={buttonClass({})}>
        <span className="group-open:hidden">{label}</span>
        <span className="hidden group-open:inline">{text("cancel")}</span>
      </summary>
      <div className="mt-4 grid animate-appear justify-items-start gap-4 rounded-md border border-danger-ink/30 bg-danger-soft p-4 motion-reduce:animate-none">
        <p className="flex max-w-prose gap-2.5 text-danger-ink">
          <AlertIcon className="mt-0.5 size-4 shrink-0" />
          {consequence}
        </p>
        {children}
      </div>
    </details>
  );
}
