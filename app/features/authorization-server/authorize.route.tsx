import { data } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { guard } from "#app/guards/guard.server.ts";
import { notFound } from "#app/guards/refusal.ts";
import { AuthShell } from "#app/ui/auth-shell.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { useText } from "#app/ui/intl.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { askProvider } from "./ask-provider.server.ts";
import { isServing } from "./provider.server.ts";

export const meta: MetaFunction = () => pageTitle("applications.refused.title");

type Said = { error: string; error_description?: string };

/**
 * Where applications send people, to be let in or to be allowed something (RFC 6749, section 4.1.1). Who they are says their session here. What is
 * wrong with the application or its address is said on a page: nobody is sent to an address that was not registered (AS09).
 */
export const loader = guard(
  { open: "the protocol decides, by who is signed in", limit: "300 per minute" },
  async (args) => {
    if (!isServing) throw await args.refuse(notFound);
    const answer = await askProvider(args);
    if (answer.status < 400) throw answer;
    const { error, error_description: detail = "" } = (await answer.json()) as Said;
    return data({ error, detail }, { status: answer.status });
  },
);

/** Tells somebody that an application has asked for something that cannot be. */
export default function Refused() {
  const text = useText("applications.refused");
  const { error, detail } = useLoaderData<typeof loader>();
  return (
    <AuthShell title={text("heading")}>
      <div className="grid gap-5">
        <p className="text-ink-soft">{text("text")}</p>
        <p className="wrap-anywhere">
          <code className="text-xs">
            {error}: {detail}
          </code>
        </p>
        <ButtonLink to="/" wide>
          {text("home")}
        </ButtonLink>
      </div>
    </AuthShell>
  );
}
