import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Form } from "#app/ui/form.tsx";
import { Button } from "#app/ui/button.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { usePending } from "#app/ui/pending.ts";
import { SignOut } from "#app/ui/sign-out.tsx";
import type { Consent } from "./consent.ts";
import { useScopeWords } from "./scope-words.ts";

type AllowFormProps = {
  asked: Consent;
  client: string;
  name: string;
  /** What the device shows that it is about; none at a browser that an application has sent here. */
  code?: string;
};

/** Asks whether an application may have what it asks for: which one, for whom, and each thing in words (AS20). */
export function AllowForm({ asked, client, name, code }: AllowFormProps) {
  const text = useText("applications.request");
  const allowing = usePending({ intent: "allow" });
  const refusing = usePending({ intent: "refuse" });
  const wordsOf = useScopeWords();
  const scopes = [...new Set(Object.values(asked).flat())];
  return (
    <AuthShell title={text("heading", { client })} below={<NotYou />}>
      <div className="grid gap-5">
        <p className="text-ink-soft">{text("text", { client, name })}</p>
        {code && <Notice tone="warning">{text("device", { code })}</Notice>}
        <ul className="grid list-disc gap-2 pl-5">
          {scopes.map((scope) => (
            <li key={scope}>{wordsOf(scope)}</li>
          ))}
        </ul>
        <Form>
          <input type="hidden" name="intent" value="allow" />
          {code && <input type="hidden" name="code" value={code} />}
          <Button tone="primary" wide pending={allowing}>
            {text("allow")}
          </Button>
        </Form>
        <Form>
          <input type="hidden" name="intent" value="refuse" />
          {code && <input type="hidden" name="code" value={code} />}
          <Button wide pending={refusing}>
            {text("refuse")}
          </Button>
        </Form>
      </div>
    </AuthShell>
  );
}

function NotYou() {
  return (
    <div className="mt-5 flex justify-center">
      <SignOut />
    </div>
  );
}
