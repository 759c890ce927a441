import { beforeEach, describe, expect, it } from "vitest";

import { origin } from "#tests/support/app.ts";
import { db, pool } from "#app/db/client.server.ts";
import { identities } from "#app/db/identities.schema.ts";
import { accessTokenReader } from "#app/features/access-tokens/credential-reader.ts";
import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";
import type { RouteArgs } from "#app/guards/guarded.ts";
import { recogniseCredential } from "#app/guards/shown-credential.ts";
import { idOf } from "../administrators.ts";
import { claimsIn, signInProgram, type Tokens } from "./programs.ts";

// No address of the app asks programs how they came in; one of a fork may.
const loader = guard({ method: "ldap", via: anyCredential }, ({ identity }) => Response.json(identity.subject));

let bob: Tokens;

/** Asks it with bob's token. */
async function ask(): Promise<Response> {
  const shown = recogniseCredential({ header: "authorization", text: bob.access_token }, [accessTokenReader]);
  const context = { shown, address: "203.0.113.9", requestId: "r", userAgent: "", isApi: true, isData: false };
  const request = new Request(`${origin}/api/whoever`);
  return loader({ request, params: {}, context } as unknown as RouteArgs).catch((thrown) => thrown as Response);
}

describe("a program that came in by a password of another place", () => {
  beforeEach(async () => {
    bob = await signInProgram("bob");
    const place = { connection: "ldap-lab", kind: "ldap", authority: "ldap:lab", subject: "uid-of-bob" } as const;
    const [identity] = await db
      .insert(identities)
      .values({ userId: await idOf("bob"), ...place })
      .returning();
    const named = [identity?.id, claimsIn(bob).sid];
    await pool.query("update auth.sessions set method = 'ldap', identity_id = $1 where id = $2", named);
  });

  it("OL-16 brings what that place said of its person, and no more once the two are disconnected", async () => {
    const answer = await ask();
    expect([answer.status, await answer.json()]).toEqual([200, "uid-of-bob"]);
    await pool.query("delete from auth.identities");
    expect((await ask()).status).toBe(403);
  });
});
