import { afterAll, expect, it } from "vitest";

import { startTokenIssuer } from "#tests/support/token-issuer.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { recogniseCredential } from "../../guards/shown-credential.ts";
import { externalTokenReader } from "./credential-reader.ts";

const id = await startTokenIssuer("https://app.example.test");
afterAll(id.close);
process.env.TRUSTED_ISSUERS = `${id.issuer}=${id.audience}`;

// Behind the issuer: the scheme reads where it is as it is loaded.
const { externalTokenScheme } = await import("./external-token-scheme.server.ts");
const { newPerson } = await import("#tests/support/arrivals.ts");
const { db } = await import("../../db/client.server.ts");
const { identities } = await import("../../db/identities.schema.ts");

const show = (text: string) => {
  const shown = recogniseCredential({ header: "authorization", text }, [externalTokenReader]);
  return externalTokenScheme({ shown, address: "203.0.113.9", requestId: "a test" } as unknown as RequestContext);
};

it("GD-14 RS-05 gives handlers the person and everything that the token says, frozen", async () => {
  const ada = await newPerson("ada");
  const known = { authority: id.issuer, subject: "a-1", connection: "main", kind: "openid" };
  await db.insert(identities).values({ userId: ada.id, ...known });
  const principal = await show(id.token({ sub: "a-1", scope: "project:read", department: { name: "ferries" } }));
  expect(principal).toMatchObject({
    kind: "user",
    userId: ada.id,
    via: "accessToken",
    method: null,
    session: null,
    credential: { label: "a-program" },
    scopes: ["project:read"],
    claims: { sub: "a-1", client_id: "a-program", department: { name: "ferries" } },
  });
  expect([Object.isFrozen(principal?.claims), Object.isFrozen(principal?.claims?.department)]).toEqual([true, true]);
});

it("GD-14 RS-07 gives them a program in nobody's name, with nothing of a person's", async () => {
  const principal = await show(id.token({ sub: "ada", client_id: undefined, azp: undefined }));
  expect(principal).toMatchObject({
    kind: "service",
    user: null,
    scopes: [],
    roles: [],
    permissions: [],
    holdsAll: false,
    attributes: {},
    credential: { label: new URL(id.issuer).host },
    claims: { sub: "ada" },
  });
  expect(Object.isFrozen(principal)).toBe(true);
});

it("recognises nobody where no token is shown, or one that does not look like one", async () => {
  for (const text of ["", "a.b", "gh_live_1", "a b.c.d", `${"a".repeat(9_000)}.b.c`])
    expect(await show(text)).toBeNull();
});
