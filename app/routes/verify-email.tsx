import { type MetaFunction, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";

import { guard } from "#app/guards/guard.server.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { useText } from "#app/ui/intl.tsx";
import { SignOut } from "#app/ui/sign-out.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("verifyEmail.title");

export const loader = guard({ pending: "verify-email" }, ({ principal }) => ({ email: principal.user.email }));

export default function VerifyEmail() {
  const text = useText("verifyEmail");
  const { email } = useLoaderData<typeof loader>();
  return (
    <AuthShell title={text("heading")}>
      <div className="grid gap-4 text-ink-soft">
        <p>{text.rich("text", { email, strong })}</p>
        <p>{text("next")}</p>
        <div className="mt-1 flex flex-wrap gap-3">
          <ButtonLink to="/dashboard" tone="primary" reloadDocument>
            {text("again")}
          </ButtonLink>
          <SignOut />
        </div>
      </div>
    </AuthShell>
  );
}

const strong = (name: ReactNode) => <strong className="font-medium wrap-anywhere text-ink">{name}</strong>;
