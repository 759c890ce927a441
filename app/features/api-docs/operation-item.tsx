import { Badge, type BadgeTone } from "#app/ui/badge.tsx";
import { Code } from "#app/ui/code.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { useText } from "#app/ui/intl.tsx";
import type { ShownField, ShownOperation } from "./shown-operation.ts";

const tones: Readonly<Record<string, BadgeTone>> = {
  GET: "accent",
  POST: "success",
  PATCH: "warning",
  DELETE: "danger",
};

/** One operation: a line that opens to what it takes and gives, without JavaScript too. */
export function OperationItem({ operation }: { operation: ShownOperation }) {
  const text = useText("apiDocs.operation");
  const { id, method, path, summary, needs, query, body, answers, refusals, example } = operation;
  return (
    <li>
      <details id={id} className="group py-3">
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 rounded-sm">
          <span className="w-16 shrink-0">
            <Badge code tone={tones[method] ?? "neutral"}>
              {method}
            </Badge>
          </span>
          <code className="text-sm wrap-anywhere">{path}</code>
          <span className="text-ink-soft">{summary}</span>
        </summary>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 pt-4 sm:pl-19">
          <Facts
            items={[
              { label: text("needs"), value: needs },
              ...(query.length > 0 ? [{ label: text("query"), value: <Fields fields={query} /> }] : []),
              ...(body.length > 0 ? [{ label: text("body"), value: <Fields fields={body} /> }] : []),
              ...answers.map(({ status, fields }) => ({
                label: text("answer", { status }),
                value: fields.length > 0 ? <Fields fields={fields} isAnswer /> : text("nothing"),
              })),
              { label: text("refusals"), value: refusals.join(", ") },
            ]}
          />
          <Code file={text("example")} source={example} />
        </div>
      </details>
    </li>
  );
}

function Fields({ fields, isAnswer = false }: { fields: readonly ShownField[]; isAnswer?: boolean }) {
  const text = useText("apiDocs.operation");
  return (
    <ul className="grid gap-1">
      {fields.map(({ name, type, isRequired, description }) => (
        <li key={name} className="flex flex-wrap gap-x-2">
          <code className="text-xs leading-5">{name}</code>
          <span className="text-ink-soft">{type}</span>
          {!isRequired && <span className="text-ink-soft">{text(isAnswer ? "sometimes" : "optional")}</span>}
          {description && <span>{description}</span>}
        </li>
      ))}
    </ul>
  );
}
