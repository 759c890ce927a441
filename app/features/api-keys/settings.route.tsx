import { data, redirect } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { minutes } from "#app/clock.ts";
import { guard } from "#app/guards/guard.server.ts";
import type { Refusal } from "#app/guards/refusal.ts";
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
import { createKey, type CreateOutcome } from "./create-key.server.ts";
import { newKeyFields, rotationFields } from "./key-fields.ts";
import { KeyItem } from "./key-item.tsx";
import { keyNotMade } from "./key-refusals.ts";
import { listLivingFirst } from "./list-keys.server.ts";
import { MOST_KEYS } from "./most-keys.ts";
import { NewKeyForm } from "./new-key-form.tsx";
import { listOfferedScopes } from "./offered-scopes.server.ts";
import { revokeKey } from "./revoke-key.server.ts";
import { rotateKey, type RotateOutcome } from "./rotate-key.server.ts";

const MOST_SHOWN = 2 * MOST_KEYS;

export const meta: MetaFunction = () => pageTitle("apiKeys.title");

export const loader = guard({ signedIn: true }, async ({ principal }) => {
  const keys = await listLivingFirst(principal.userId, MOST_SHOWN);
  return { keys, offered: await listOfferedScopes(principal) };
});

/** Makes, replaces and revokes keys. A new one stands in the answer to this very post, and nowhere else. */
export const action = guard(
  { signedIn: true, fresh: minutes(10), limit: "30 per hour" },
  async ({ principal, form, context, refuse }) => {
    const origin = originOf(context);
    switch (form.get("intent")) {
      case "create": {
        const fields = newKeyFields.safeParse(typedIn(form));
        if (!fields.success)
          return data({ flaws: fields.error.issues.map(({ path }) => String(path[0])) }, { status: 400 });
        return answerTo(await createKey(principal, fields.data, origin), refuse);
      }
      case "rotate": {
        const fields = rotationFields.safeParse({
          id: String(form.get("id")),
          graceMinutes: Number(form.get("graceMinutes") ?? 0),
        });
        if (!fields.success) return data({ problem: "unknown" as const }, { status: 404 });
        return answerTo(await rotateKey(principal, fields.data, origin), refuse);
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

async function answerTo(outcome: CreateOutcome | RotateOutcome, refuse: (no: Refusal) => Promise<Response>) {
  if (outcome.ok) {
    const { row, key } = outcome;
    return data({ made: { id: row.id, name: row.name, key } }, { status: 201 });
  }
  const { reason } = outcome;
  if (reason === "signed-out") throw await refuse(keyNotMade[reason]);
  return data({ problem: reason }, { status: keyNotMade[reason].status });
}

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
