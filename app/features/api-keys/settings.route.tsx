import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";
import { Card } from "#app/ui/card.tsx";
import { CopyOnce } from "#app/ui/copy-once.tsx";
import { useDone } from "#app/ui/done.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { KeyIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { createKey } from "./create-key.server.ts";
import { newKeyFields, rotationFields } from "./key-fields.ts";
import { KeyItem } from "./key-item.tsx";
import { listKeys } from "./list-keys.server.ts";
import { MOST_KEYS } from "./most-keys.ts";
import { NewKeyForm } from "./new-key-form.tsx";
import { listOfferedScopes } from "./offered-scopes.server.ts";
import { revokeKey } from "./revoke-key.server.ts";
import { rotateKey } from "./rotate-key.server.ts";

const MOST_SHOWN = 100;

export const meta: MetaFunction = () => pageTitle("apiKeys.title");

export const loader = guard({ signedIn: true }, async ({ principal }) => {
  const { keys } = await listKeys(principal.userId, { limit: MOST_SHOWN });
  return { keys, offered: await listOfferedScopes(principal) };
});

/** Makes, replaces and revokes keys. A new one stands in the answer to this very post, and nowhere else. */
export const action = guard(
  { signedIn: true, fresh: minutes(10), limit: "30 per hour" },
  async ({ principal, form, context }) => {
    const origin = originOf(context);
    switch (form.get("intent")) {
      case "create": {
        const fields = newKeyFields.safeParse(typedIn(form));
        if (!fields.success)
          return data({ flaws: fields.error.issues.map(({ path }) => String(path[0])) }, { status: 400 });
        const made = await createKey(principal, fields.data, origin);
        if (!made.ok) return data({ problem: made.reason }, { status: made.reason === "beyond" ? 403 : 409 });
        return data({ made: { id: made.row.id, name: made.row.name, key: made.key } }, { status: 201 });
      }
      case "rotate": {
        const fields = rotationFields.safeParse({
          id: String(form.get("id")),
          graceMinutes: Number(form.get("graceMinutes") ?? 0),
        });
        const made = fields.success ? await rotateKey(principal.userId, fields.data, origin) : null;
        if (!made?.ok) return data({ problem: "unknown" as const }, { status: 404 });
        return data({ made: { id: made.row.id, name: made.row.name, key: made.key } }, { status: 201 });
      }
      case "revoke":
        if (!(await revokeKey(principal.userId, String(form.get("id")), origin)))
          return data({ problem: "unknown" as const }, { status: 404 });
        return redirect("/settings/api-keys?done=revoked", 303);
      default:
        throw new Response(null, { status: 400 });
    }
  },
);

const typedIn = (form: FormData) => ({
  name: String(form.get("name") ?? ""),
  scopes: form.getAll("scopes").map(String),
  expiresInDays: form.get("expiresInDays") ? Number(form.get("expiresInDays")) : null,
});

/** What an action has said, whichever it was. */
type Said = {
  made?: { id: string; name: string; key: string };
  problem?: "beyond" | "too-many" | "unknown";
  flaws?: string[];
};

export default function ApiKeys() {
  const text = useText("apiKeys");
  const { keys, offered } = useLoaderData<typeof loader>();
  const { made, problem, flaws }: Said = useActionData<typeof action>() ?? {};
  const done = useDone(["revoked"]);
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {done && !made && !problem && <Notice tone="success">{text(`done.${done}`)}</Notice>}
      {problem && <Notice tone="danger">{text(`errors.${problem}`, { most: MOST_KEYS })}</Notice>}
      {made && (
        <Card title={text("made.title", { name: made.name })}>
          <CopyOnce label={text("made.label")} secret={made.key} />
        </Card>
      )}
      {keys.length === 0 ? (
        <EmptyState Icon={KeyIcon} title={text("empty.title")} text={text("empty.text")} />
      ) : (
        <Card title={text("list")}>
          <ul className="-my-4 divide-y divide-line">
            {keys.map((key) => (
              <KeyItem key={key.id} shown={key} />
            ))}
          </ul>
        </Card>
      )}
      <NewKeyForm key={made?.id ?? "new"} offered={offered} flaws={flaws ?? []} />
    </Page>
  );
}
