import { env } from "../../env.server.ts";
import { describeApi, type DescribedOperation } from "./document.server.ts";
import { exampleOf } from "./example.ts";
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
    example: exampleOf({ origin: env.origin, path, method, query, body, security: described.security }),
  };
}
