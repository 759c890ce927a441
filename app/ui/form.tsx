import { Form as RemixForm, type FormProps } from "@remix-run/react";

import { CsrfField } from "./csrf-field.tsx";

/** The only form in the app: it posts, works without JavaScript, and always carries the CSRF token. */
export function Form({ children, ...rest }: Omit<FormProps, "method">) {
  return (
    <RemixForm method="post" {...rest}>
      <CsrfField />
      {children}
    </RemixForm>
  );
}
