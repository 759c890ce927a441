import type { ComponentPropsWithoutRef, MouseEvent } from "react";

import { type ButtonLook, buttonClass } from "./button-class.ts";
import { WaitIcon } from "./icons.ts";

type ButtonProps = Omit<ComponentPropsWithoutRef<"button">, "className"> & ButtonLook & { pending?: boolean };

/**
 * A button that submits its form unless `type` says otherwise. While `pending` it keeps its size, its place and the focus,
 * shows a turning sign and takes no second click.
 */
export function Button({ tone, size, wide, pending = false, type = "submit", children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? ignore : rest.onClick}
      className={buttonClass({ tone, size, wide })}
    >
      <span className={`inline-flex items-center gap-2 ${pending ? "opacity-0" : ""}`}>{children}</span>
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <WaitIcon className="size-4 animate-spin motion-reduce:animate-none" />
        </span>
      )}
    </button>
  );
}

const ignore = (event: MouseEvent) => event.preventDefault();
