import { readdirSync } from "node:fs";
import { resolve } from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";

import type { DescribedCall } from "../described-call.ts";

const files = readdirSync("tests/app", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith("described-calls.ts"),
);
process.env.WEBHOOK_KEYS ??= "the-webhook-of-the-tests-0123456789";
const { origin, send } = await import("#tests/support/app.ts");
const { newBrowser } = await import("#tests/support/browser.ts");
const { pool } = await import("#app/db/client.server.ts");
const { sendJson } = await import("../administrators.ts");
const { openedFor } = await import("../opened.ts");
const modules = await Promise.all(
  files.map(
    (file) => import(/* @vite-ignore */ resolve("tests/app", file)) as Promise<{ describedCalls: DescribedCall[] }>,
  ),
);
const calls = modules.flatMap(({ describedCalls }) => describedCalls);

type Content = { content?: Record<string, { schema: object }> };
type Operation = { security: object[]; responses: Record<string, Content> };
let document: { paths: Record<string, Record<string, Operation>> };
let ajv: Ajv2020;

beforeAll(async () => {
  document = (await (await send("/openapi.json")).json()) as typeof document;
  ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "openapi.json");
  await pool.query("truncate auth.counters");
});

const operationOf = (what: string): Operation => {
  const [method = "", path = ""] = what.split(" ");
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${what} is not described`);
  return operation;
};

/** Calls it as it is described to be called. */
async function call({ what, as, give }: DescribedCall): Promise<Response> {
  const browser = as ? await openedFor(as) : newBrowser();
  const { id = "", query = "", body, headers } = (await give?.(browser)) ?? {};
  const [method = "", path = ""] = what.split(" ");
  const target = `${path.replace("{id}", id)}${query && `?${query}`}`;
  if (method === "GET") return browser.visit(target);
  if (as) return sendJson(browser, method, target, body);
  const json = { "Content-Type": "application/json", Origin: origin, ...headers };
  return send(target, { method, headers: json, body: JSON.stringify(body) });
}

/** What is wrong with an answer, by the document: null when nothing is. */
async function flawOf(answer: Response, { responses }: Operation): Promise<string | null> {
  const described = responses[answer.status];
  if (!described) return `the status ${answer.status} is not described`;
  const text = await answer.text();
  const schema = described.content?.["application/json"]?.schema;
  if (!schema) return text === "" || answer.status >= 400 ? null : "a body that is not described";
  return ajv.validate(schema, JSON.parse(text)) ? null : ajv.errorsText();
}

describe("every operation that is described", () => {
  it("DH-01 is called here", () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(calls.map(({ what }) => what).toSorted()).toEqual(described.toSorted());
  });

  it.each(calls)("DH-01 answers as it says: $what", async (one) => {
    const operation = operationOf(one.what);
    const answer = await call(one);
    expect(one.refused ? answer.status : answer.ok).toBe(one.refused ?? true);
    expect(await flawOf(answer, operation)).toBeNull();
  });

  it.each(calls)(
    "DH-01 AZ02 is refused with a problem to whoever shows nothing, where it says so: $what",
    async ({ what }) => {
      const operation = operationOf(what);
      const [method = "", path = ""] = what.split(" ");
      const headers = { "Content-Type": "application/json" };
      const target = path.replace("{id}", "00000000-0000-7000-8000-000000000000");
      const answer = await send(target, { method, headers, ...(method === "GET" ? {} : { body: "{}" }) });
      expect(answer.status === 401 || operation.security.length === 0).toBe(true);
      expect(Object.keys(operation.responses)).toContain(String(answer.status));
      const problem: unknown = await answer.json();
      const schema = { $ref: "openapi.json#/components/schemas/Problem" };
      expect([ajv.validate(schema, problem), ajv.errors]).toEqual([true, null]);
    },
  );
});
