import { Form } from "./form.tsx";
import { Button } from "./button.tsx";
import type { ButtonLook } from "./button-class.ts";
import { SignOutIcon } from "./icons.ts";
import { useText } from "./intl.tsx";
import { usePending } from "./pending.ts";

/** The form that ends this session. */
export function SignOut(look: ButtonLook) {
  const text = useText("shell");
  const pending = usePending({}, "/logout");
  return (
    <Form action="/logout">
      <Button {...look} pending={pending}>
        <SignOutIcon className="size-4" />
        {text("signOut")}
      </Button>
    </Form>
  );
}
