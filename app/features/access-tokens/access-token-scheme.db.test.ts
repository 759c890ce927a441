import { expect, it } from "vitest";

import { newPerson, origin, password } from "#tests/support/arrivals.ts";
import { syncPermissions } from "../../access/roles.server.ts";
import { db } from "../../db/client.server.ts";
import { recogniseCredential } from "../../guards/shown-credential.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { accessTokenScheme } from "./access-token-scheme.server.ts";
import { accessTokenReader } from "./credential-reader.ts";
import { signInProgram } from "./sign-in-program.server.ts";
import { tokenService } from "./token-service.server.ts";

it("GD-14 JT-06 gives handlers the person and everything that the token says, frozen; rights are read from the database", async () => {
  if (!tokenService) throw new Error("there is no key to sign with");
  await syncPermissions(db);
  const ada = await newPerson("ada");
  const arrival = { identifier: "ada", password, client: "Harbour app", scopes: ["project:read"] as const };
  const signedIn = await signInProgram(tokenService, arrival, origin);
  if (!signedIn.ok) throw new Error(signedIn.reason);
  const { access_token: text } = signedIn.tokens;
  const shown = recogniseCredential({ header: "authorization", text }, [accessTokenReader]);
  const context = { shown, address: "203.0.113.9", requestId: "a test" } as unknown as RequestContext;
  const principal = await accessTokenScheme(context);
  expect(principal).toMatchObject({
    userId: ada.id,
    via: "accessToken",
    method: "password",
    scopes: ["project:read"],
    roles: [],
    permissions: [],
    claims: { sub: ada.id, client_id: "Harbour app", scope: "project:read" },
  });
  expect(Object.isFrozen(principal?.claims)).toBe(true);
});
