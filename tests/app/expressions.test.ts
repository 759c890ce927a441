import { afterEach, describe, expect, it } from "vitest";

import { app } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { openedFor } from "./opened.ts";
import { preAuthorize } from "#app/access/method-guards.server.ts";
import { pool } from "#app/db/client.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import type { Guarded } from "#app/guards/guarded.ts";

const places = ["routes/api/auth/me", "routes/home"];
const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((step) => step()));

/** Puts another loader behind an address for programs and one for people, until the test is over. */
function plant(loader: Guarded): void {
  for (const id of places) {
    const route = app.build.routes[id];
    if (!route) throw new Error(`there is no route ${id}`);
    const { module } = route;
    undo.push(() => (route.module = module));
    route.module = { ...module, loader: loader as never };
  }
}

/** What a program and a browser get, each as somebody. */
async function asked(username: string | null) {
  const browser = username ? await openedFor(username) : newBrowser();
  const [api, page] = [await browser.visit("/api/auth/me"), await browser.visit("/")];
  return [api.status, page.status];
}

const refusalsFor = async (routeId: string) => {
  const rows = await pool.query(
    "select reason from auth.audit_events where event = 'access.refused' and details->>'route' = $1",
    [routeId],
  );
  return (rows.rows as { reason: string }[]).map(({ reason }) => reason);
};

describe("an expression in front of an address", () => {
  it("GD-12 EX-03 lets in whoever it is true of, refuses the rest, and writes down why", async () => {
    const policy = { when: "hasRole('admin') or hasPermission('project:create') and not hasRole('viewer')" } as const;
    plant(guard(policy, () => Response.json({ in: true })));
    expect(await asked("alice")).toEqual([200, 200]);
    expect(await asked("carol")).toEqual([403, 403]);
    expect(await asked(null)).toEqual([401, 303]);
    const carol = await openedFor("carol");
    expect(await (await carol.visit("/api/auth/me")).json()).toMatchObject({
      code: "FORBIDDEN",
      detail: "This needs: hasRole('admin') or hasPermission('project:create') and not hasRole('viewer')",
    });
    expect(await refusalsFor("unrouted")).toContain("expression");
  });

  it("EX-06 C-10 a bare not opens nothing for a stranger, on a page, to a program or for its data", async () => {
    plant(guard({ when: "not hasRole('GUEST')" }, () => Response.json({ in: true })));
    expect(await asked("erin")).toEqual([200, 200]);
    expect(await asked(null)).toEqual([401, 303]);
    expect((await newBrowser().visit("/_root.data")).status).toBe(401);
  });
});

describe("a guarded method behind an open address", () => {
  it("ML-01 ML-03 refuses strangers and the wrong people like a guard, each request for its own person", async () => {
    const secret = preAuthorize("hasPermission('admin:audit')", async () => "what only the auditors know");
    plant(guard({ open: "a test" }, async () => Response.json({ secret: await secret() })));
    const [alice, carol, nobody] = await Promise.all([asked("alice"), asked("carol"), asked(null)]);
    expect([alice, carol, nobody]).toEqual([
      [200, 200],
      [403, 403],
      [401, 303],
    ]);
    const page = await (await (await openedFor("carol")).visit("/")).text();
    expect(page).not.toContain("what only the auditors know");
  });
});
