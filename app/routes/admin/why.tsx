import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { allPermissions, permissionCatalogue } from "#app/access/permissions.ts";
import { type ProofView, viewOf } from "#app/access/proof-view.ts";
import { askWhy, type WhyFlaw } from "#app/auth/ask-why.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { explainRefusal, type RefusedView } from "#app/guards/refused-request.server.ts";
import { models } from "#app/models.server.ts";
import { AskForm } from "#app/ui/ask-form.tsx";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { useText } from "#app/ui/intl.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { ProofCard } from "#app/ui/proof-card.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";
import { WhyForm, type WhyQuestion } from "#app/ui/why-form.tsx";

export const meta: MetaFunction = () => pageTitle("why.title");

export const loader = guard({ can: "admin:why" }, async ({ request }) => {
  const asked = readQuestion(new URL(request.url).searchParams);
  return { asked, answer: await answerTo(asked), ...choices };
});

type Answer =
  | { kind: "proof"; proof: ProofView }
  | { kind: "refusal"; refusal: RefusedView }
  | { kind: "no-refusal" }
  | { kind: "flaw"; flaw: WhyFlaw };

const choices = {
  permissions: allPermissions.map((name) => ({ value: name, label: `${name} · ${permissionCatalogue[name]}` })),
  models: models.map(({ name }) => name),
  fields: [...new Set(models.flatMap(({ columns }) => Object.keys(columns)))],
};

function readQuestion(asked: URLSearchParams): WhyQuestion {
  const given = (name: keyof WhyQuestion) => asked.get(name)?.trim() ?? "";
  return {
    user: given("user"),
    permission: given("permission"),
    model: given("model"),
    row: given("row"),
    field: given("field"),
    at: given("at"),
    address: given("address"),
    request: given("request"),
  };
}

async function answerTo({ request, model, row, ...asked }: WhyQuestion): Promise<Answer | null> {
  if (request) {
    const refusal = request.includes("\0") ? null : await explainRefusal(request, models);
    return refusal ? { kind: "refusal", refusal } : { kind: "no-refusal" };
  }
  if (!asked.user) return null;
  const isPlain = model === "" || row === "" || row.startsWith(`${model}:`);
  const answer = await askWhy({ ...asked, row: isPlain ? row : `${model}:${row}` }, models);
  return answer.ok ? { kind: "proof", proof: viewOf(answer.why) } : { kind: "flaw", flaw: answer.flaw };
}

export default function WhyPage() {
  const text = useText("why");
  const { asked, answer, permissions, models: kinds, fields } = useLoaderData<typeof loader>();
  const flaw = answer?.kind === "flaw" ? answer.flaw : null;
  const isLookUp = asked.request !== "";
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {answer?.kind === "proof" && <Proof {...answer.proof} />}
      {answer?.kind === "refusal" && <Refusal {...answer.refusal} />}
      {answer?.kind === "no-refusal" && <Notice tone="warning">{text("request.none")}</Notice>}
      <Card title={text("form.title")}>
        <WhyForm
          key={JSON.stringify(asked)}
          asked={asked}
          permissions={permissions}
          models={kinds}
          fields={fields}
          flaw={flaw ? { name: flaw === "rows" ? "row" : flaw, error: text(`flaws.${flaw}`) } : undefined}
        />
      </Card>
      <Card title={text("form.requestTitle")}>
        <AskForm action="/admin/why">
          <div className="max-w-form">
            <TextField
              name="request"
              label={text("form.request")}
              hint={text("form.requestHint")}
              defaultValue={isLookUp ? asked.request : ""}
              autoComplete="off"
              required
            />
          </div>
          <div>
            <Button>{text("form.requestSubmit")}</Button>
          </div>
        </AskForm>
      </Card>
    </Page>
  );
}

function Proof({ allowed, verdict, graph, enough, at, address }: ProofView) {
  const text = useText("why.answer");
  const moment = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return (
    <>
      <Notice tone={allowed ? "success" : "danger"}>
        <h2 className="text-base">{verdict}</h2>
        <p className="mt-0.5">{address ? text("askedFrom", { at: moment, address }) : text("asked", { at: moment })}</p>
      </Notice>
      <ProofCard graph={graph} />
      <Enough sentences={enough} />
    </>
  );
}

function Enough({ sentences }: { sentences: readonly string[] }) {
  const text = useText("why.answer");
  if (sentences.length === 0) return null;
  return (
    <Card title={text("enough")} text={text("enoughText")}>
      <ul className="grid max-w-prose list-disc gap-2 pl-5 wrap-anywhere marker:text-ink-soft">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  );
}

/** One refused request: which part said no, and where a permission was missing, why it was. */
function Refusal({ username, at, method, path, reason, asks, graph, proof }: RefusedView) {
  const text = useText("why.request");
  const address = path ? `${method} ${path}` : text("gone");
  return (
    <>
      <Notice tone="danger">
        <h2 className="text-base">{text("verdict", { user: username, address })}</h2>
        <p className="mt-0.5">{text(`reasons.${reason}`)}</p>
      </Notice>
      <Card title={text("title")}>
        <Facts
          items={[
            { label: text("when"), value: <Time at={at} /> },
            { label: text("who"), value: username },
            { label: text("route"), value: <code className="font-mono text-xs">{address}</code> },
            { label: text("asks"), value: <Demands asks={asks} /> },
          ]}
        />
      </Card>
      {proof?.allowed && <Notice>{text("nowAllowed")}</Notice>}
      <ProofCard graph={graph} />
      {proof && <Enough sentences={proof.enough} />}
    </>
  );
}

function Demands({ asks }: { asks: readonly string[] }) {
  return (
    <ul className="grid gap-1">
      {asks.map((ask) => (
        <li key={ask}>{ask}</li>
      ))}
    </ul>
  );
}
