import { OpenAPIClientAxios, type Document } from "openapi-client-axios";
import { describe, expect, it } from "vitest";

import { origin, send, serverPort } from "#tests/support/app.ts";
import { demoPassword } from "#app/db/demo-data.ts";
import { credentialKinds } from "../credential-kinds.ts";
import { openedFor } from "../opened.ts";

/** A client that somebody else wrote, and that knows nothing but the document. */
async function clientShowing(headers: Record<string, string>) {
  const definition = (await (await send("/openapi.json")).json()) as Document;
  const baseURL = `http://127.0.0.1:${serverPort()}`;
  const axiosConfigDefaults = {
    baseURL,
    headers: { Host: new URL(origin).host, ...headers },
    validateStatus: () => true,
  };
  return new OpenAPIClientAxios({ definition, axiosConfigDefaults, withServer: { url: baseURL } }).init();
}

const programs = credentialKinds.filter(({ name }) => name !== "session");
const scopes = ["project:read", "project:create", "project:update", "project:delete"];

describe.skipIf(programs.length === 0)("a client made from the document alone", () => {
  it.each(programs)("AK-20 DH-01 starts, lists, changes and deletes a project with a $name", async ({ get }) => {
    const owner = { username: "alice", password: demoPassword, browser: await openedFor("alice"), scopes };
    const client = await clientShowing((await get(owner)).headers);
    const made = await client.postApiProjects?.({}, { name: "Mole" });
    expect([made?.status, made?.data]).toEqual([201, expect.objectContaining({ name: "Mole", status: "draft" })]);
    const id = String(made?.data.id);
    const listed = await client.getApiProjects?.({ limit: 100 });
    expect(listed?.data.items.map((item: { id: string }) => item.id)).toContain(id);
    const changed = await client.patchApiProjectsId?.({ id }, { budget: 5 });
    expect([changed?.status, changed?.data.budget]).toEqual([200, 5]);
    expect((await client.deleteApiProjectsId?.({ id }))?.status).toBe(204);
    expect((await client.getApiProjectsId?.({ id }))?.status).toBe(404);
    expect((await client.getApiAuthMe?.())?.data.username).toBe("alice");
  });

  it("DH-01 is told by a problem what was wrong", async () => {
    const client = await clientShowing({ Authorization: "Bearer nobody-gave-this-out" });
    const answer = await client.getApiProjects?.();
    expect([answer?.status, answer?.data.code]).toEqual([401, "INVALID_TOKEN"]);
  });
});
