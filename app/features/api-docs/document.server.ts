import { z } from "zod";

import { env } from "../../env.server.ts";
import { describePolicy } from "../../guards/policy-text.ts";
import { isOpen } from "../../guards/policy.ts";
import { text } from "../../sentences.ts";
import { listDescribed, type DescribedRow } from "./described-rows.server.ts";
import { problemAnswer } from "./problem-answer.ts";
import type { JsonSchema } from "./schema-fields.ts";
import { securityOf, securitySchemes } from "./security.server.ts";

const PROBLEM = { $ref: "#/components/responses/Problem" };

/** Everything under `/api` of the running app, as OpenAPI 3.1 (DH-01): what runs is what stands here, with who may call it. */
export function describeApi() {
  const paths: Record<string, Record<string, DescribedOperation>> = {};
  for (const row of listDescribed()) {
    const path = row.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operationOf(row) };
  }
  return {
    openapi: "3.1.0",
    info: { title: text("app.name"), version: "1", description: text("apiDocs.description") },
    servers: [{ url: env.origin }],
    paths,
    components: {
      securitySchemes,
      schemas: { Problem: schemaOf(problemAnswer, "output") },
      responses: {
        Problem: {
          description: text("apiDocs.problem"),
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

/** An operation in the words of OpenAPI. */
export type DescribedOperation = ReturnType<typeof operationOf>;

function operationOf({ path, method, operation, policy }: DescribedRow) {
  const { summary, takes } = operation;
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[/:_-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [path.split("/")[2] ?? ""],
    summary,
    description: describePolicy(policy),
    security: securityOf(policy, method),
    parameters: [...idsIn(path), ...queryOf(operation.query)],
    ...(takes
      ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(takes, "input") } } } }
      : {}),
    responses: { ...given(operation.gives), ...refused({ path, method, operation, policy }) },
  };
}

type Answer = { description: string; content?: { "application/json": { schema: JsonSchema } } };

function given(gives: DescribedRow["operation"]["gives"]): Record<string, Answer> {
  return Object.fromEntries(
    Object.entries(gives).map(([status, schema]) => [
      status,
      {
        description: text("apiDocs.done"),
        ...(schema ? { content: { "application/json": { schema: schemaOf(schema, "output") } } } : {}),
      },
    ]),
  );
}

/** The refusals that can come: by the policy, by the address, by what is sent, and when the database cannot be asked. */
function refused({ path, method, operation, policy }: DescribedRow): Record<string, typeof PROBLEM> {
  const statuses = [
    ...(operation.refuses ?? []),
    ...(isOpen(policy) ? [] : [401, 403]),
    ...(method === "GET" ? [] : [403, 413]),
    ...(operation.takes ? [400, 415] : []),
    ...(operation.query ? [400] : []),
    ...(path.includes(":") ? [404] : []),
    ...(policy.limit ? [429] : []),
    503,
  ];
  return Object.fromEntries([...new Set(statuses)].toSorted((a, b) => a - b).map((status) => [status, PROBLEM]));
}

type Parameter = { name: string; in: "path" | "query"; required: boolean; schema: JsonSchema };

const idsIn = (path: string): Parameter[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

function queryOf(query: z.ZodType | undefined): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, "input");
  return Object.entries(properties)
    .filter(([name]) => name !== "_routes") // the router's own
    .map(([name, schema]) => ({ name, in: "query", required: required.includes(name), schema }));
}

/** A schema in the words of JSON Schema, as what goes in or what comes out of it. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, "~standard": __, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return described as JsonSchema;
}
