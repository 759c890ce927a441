import { env } from "../../env.server.ts";
import { describeApi, type DescribedOperation } from "./document.server.ts";
import { fieldsOf } from "./schema-fields.ts";
import type { ShownGroup, ShownOperation } from "./shown-operation.ts";

/** The operations of the document, in groups, as the page shows them: there is nothing in one that is not in the other. */
export function listShownOperations(): ShownGroup[] {
  const all = Object.entries(describeApi().paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, described]) => ({
      group: described.tags[0] ?? "",
      shown: shownFrom(path, method.toUpperCase(), described),
    })),
  );
  const names = [...new Set(all.map(({ group }) => group))];
  return names.map((name) => ({
    name,
    operations: all.filter(({ group }) => group === name).map(({ shown }) => shown),
  }));
}

function shownFrom(path: string, method: string, described: DescribedOperation): ShownOperation {
  const { operationId, summary, description, parameters, requestBody, responses } = described;
  const body = fieldsOf(requestBody?.content["application/json"].schema);
  const answers = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  const refusals = Object.keys(responses).filter((status) => !status.startsWith("2"));
  const query = parameters.flatMap(({ name, in: where, required, schema }) =>
    where === "query"
      ? fieldsOf({ type: "object", properties: { [name]: schema }, required: required ? [name] : [] })
      : [],
  );
  return {
    id: operationId,
    method,
    path,
    summary,
    needs: description,
    query,
    body,
    answers: answers.map(([status, answer]) => ({
      status,
      fields: "content" in answer ? fieldsOf(answer.content?.["application/json"].schema) : [],
    })),
    refusals,
    example: exampleOf(
      path,
      method,
      body.map(({ name }) => name),
      described.security.length > 0,
    ),
  };
}

/** A call with curl. Whoever may be anybody shows nothing. */
function exampleOf(path: string, method: string, fields: readonly string[], isProtected: boolean): string {
  const lines = [
    `curl ${env.origin}${path}`,
    ...(method === "GET" ? [] : [`-X ${method}`]),
    ...(isProtected ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...(fields.length > 0
      ? ['-H "Content-Type: application/json"', `-d '{ ${fields.map((name) => `"${name}": …`).join(", ")} }'`]
      : []),
  ];
  return lines.join(" \\\n  ");
}
