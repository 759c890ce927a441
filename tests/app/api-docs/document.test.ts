import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";

import { app, origin, send } from "#tests/support/app.ts";

type Operation = {
  operationId: string;
  summary: string;
  security: Record<string, string[]>[];
  responses: Record<string, unknown>;
};
type Document = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown> };
};

let document: Document;
beforeAll(async () => void (document = (await (await send("/openapi.json")).json()) as Document));

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );

describe("/openapi.json", () => {
  it("DH-01 is OpenAPI 3.1, valid against its own schema, for anybody who asks", async () => {
    const answer = await send("/openapi.json");
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "application/json; charset=utf-8"]);
    expect(document.openapi).toBe("3.1.0");
    expect(document.servers).toEqual([{ url: origin }]);
    expect(await new Validator().validate(document as never)).toEqual({ valid: true });
    expect((await send("/openapi.json", { method: "HEAD" })).status).toBe(200);
  });

  it("DH-01 has every address under /api, with every method that its handlers take, and no other", () => {
    const handlers = app.listPolicies().filter(({ path }) => path.startsWith("/api/"));
    const described = operations().map(({ path, method }) => `${method === "GET" ? "GET" : "POST"} ${path}`);
    const served = handlers.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    expect([...new Set(described)].toSorted()).toEqual([...new Set(served)].toSorted());
  });

  it("has an id of its own for each operation", () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("DH-01 says of each who may call it: nobody in particular exactly where the policy is open", () => {
    const open = app
      .listPolicies()
      .filter(({ path, policy }) => path.startsWith("/api/") && policy.startsWith("open:"));
    const unprotected = operations().filter(({ security }) => security.length === 0);
    expect(unprotected.map(({ path }) => path).toSorted()).toEqual(open.map(({ path }) => path).toSorted());
    const schemes = Object.keys(document.components.securitySchemes);
    for (const { security } of operations())
      for (const way of security) for (const name of Object.keys(way)) expect(schemes).toContain(name);
  });

  it("names the scopes that a key or token needs, and the form token where a browser changes something", () => {
    const project = document.paths["/api/projects/{id}"];
    for (const [method, permission] of [
      ["patch", "project:update"],
      ["delete", "project:delete"],
    ] as const)
      // prettier-ignore
      for (const way of project?.[method]?.security ?? [])
        expect(way).toSatisfy((one: Record<string, string[]>) =>
          "sessionCookie" in one
            ? "formToken" in one
            : Object.values(one).every((scopes) => scopes.includes(permission) && scopes.includes("project:read")),
        );
    expect(project?.patch?.security.length).toBeGreaterThan(0);
  });
});

describe("/docs", () => {
  it("DH-01 shows every operation of the document, without scripts, and names nothing outside of this app", async () => {
    const page = await (await send("/docs", { headers: { Accept: "text/html" } })).text();
    for (const { path, operationId } of operations()) {
      expect(page).toContain(`id="${operationId}"`);
      expect(page).toContain(path);
    }
    const outside = [...page.matchAll(/(?:src|href)="(https?:[^"]+)"/g)].map(([, url]) => url);
    expect(outside).toEqual([]);
  });

  it("DH-01 shows in each example what is taken there: a key, or else the session of a browser", async () => {
    const page = await (await send("/docs", { headers: { Accept: "text/html" } })).text();
    const example = (id: string) => /<pre.*?<\/pre>/s.exec(page.slice(page.indexOf(`id="${id}"`)))?.[0] ?? "";
    for (const { operationId, security } of operations()) {
      const taken = security.flatMap((way) => Object.keys(way));
      const programs = taken.some((name) => ["apiKey", "accessToken"].includes(name));
      expect([operationId, example(operationId).includes("$KEY")]).toEqual([operationId, programs]);
      expect([operationId, example(operationId).includes("$COOKIES")]).toEqual([
        operationId,
        !programs && taken.includes("sessionCookie"),
      ]);
    }
    expect(example("getApiWhy")).toContain("/api/why?user=…&amp;permission=…");
  });

  it("DH-01 is where /redoc leads", async () => {
    expect((await send("/redoc")).headers.get("Location")).toBe("/docs");
  });
});
