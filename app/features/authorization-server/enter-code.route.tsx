import { data } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { Button } from "#app/ui/button.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { literal } from "#app/ui/literal.ts";
import { Notice } from "#app/ui/notice.tsx";
import { usePending } from "#app/ui/pending.ts";
import { TextField } from "#app/ui/text-field.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { AllowForm } from "./allow-form.tsx";
import type { Consent } from "./consent.ts";
import { answerDevice, findDeviceRequest } from "./device-request.server.ts";
import { isServing } from "./provider.server.ts";

export const meta: MetaFunction = () => pageTitle("applications.device.title");

/** Where people type the code that a device shows them (RFC 8628, section 3.3). */
export const loader = guard({ signedIn: true }, async ({ principal, request, refuse }) => {
  if (!isServing) throw await refuse(notFound);
  const typed = new URL(request.url).searchParams.get("user_code") ?? "";
  return { typed, name: principal.user.fullName || principal.user.username };
});

// Twenty to the eighth codes, each for ten minutes: with so few tries nobody finds one that is not theirs.
export const action = guard({ signedIn: true, limit: "30 per hour" }, async ({ principal, form, context }) => {
  const code = String(form.get("code") ?? "");
  const found = await findDeviceRequest(code);
  if (!found) return data({ said: "unknown" } satisfies Said, { status: 400 });
  const intent = form.get("intent");
  if (intent !== "allow" && intent !== "refuse")
    return data({ said: "asked", code, client: found.client.name, asked: found.asked } satisfies Said);
  const isHeard = await answerDevice(code, principal, intent === "allow", originOf(context));
  if (!isHeard) return data({ said: "unknown" } satisfies Said, { status: 400 });
  return data({ said: intent === "allow" ? "allowed" : "refused" } satisfies Said);
});

type Said =
  { said: "unknown" | "allowed" | "refused" } | { said: "asked"; code: string; client: string; asked: Consent };

export default function EnterCode() {
  const text = useText("applications.device");
  const { name } = useLoaderData<typeof loader>();
  const answer: Said | undefined = useActionData<typeof action>();
  if (answer?.said === "asked")
    return <AllowForm asked={answer.asked} client={answer.client} name={name} code={answer.code} />;
  if (answer?.said === "allowed" || answer?.said === "refused")
    return (
      <AuthShell title={text(`${answer.said}.title`)}>
        <p className="text-ink-soft">{text(`${answer.said}.text`)}</p>
      </AuthShell>
    );
  return <CodeForm isUnknown={answer?.said === "unknown"} />;
}

function CodeForm({ isUnknown }: { isUnknown: boolean }) {
  const text = useText("applications.device");
  const { typed } = useLoaderData<typeof loader>();
  const pending = usePending({ intent: "find" });
  return (
    <AuthShell title={text("heading")}>
      <Form className="grid gap-5">
        {isUnknown && <Notice tone="danger">{text("unknown")}</Notice>}
        <p className="text-ink-soft">{text("text")}</p>
        <input type="hidden" name="intent" value="find" />
        <TextField {...literal} name="code" label={text("code")} defaultValue={typed} maxLength={20} required />
        <Button tone="primary" wide pending={pending}>
          {text("find")}
        </Button>
      </Form>
    </AuthShell>
  );
}
