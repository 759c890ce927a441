import { beforeEach, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { demoPassword } from "#app/db/demo-data.ts";
import { pool } from "#app/db/client.server.ts";
import { openedFor } from "../opened.ts";
import { sendJson } from "../administrators.ts";

beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

type Described = { paths: Record<string, Record<string, unknown>> };
const { paths } = (await (await send("/openapi.json")).json()) as Described;

// Whatever changes something: a description of GET alone means that there is no action, which Remix answers by itself.
const changing = Object.entries(paths).flatMap(([path, operations]) => {
  const described = Object.keys(operations).map((method) => method.toUpperCase());
  return described.some((method) => method !== "GET") ? [{ path, described }] : [];
});
const other = ["POST", "PUT", "PATCH", "DELETE"];

describe("an address under /api", () => {
  it.each(changing)("DH-01 HS-12 $path does nothing by a method that is not described", async ({ path, described }) => {
    const root = await openedFor("root");
    const address = path.replace("{id}", "00000000-0000-7000-8003-000000000003");
    for (const method of other.filter((one) => !described.includes(one))) {
      const answer = await sendJson(root, method, address, {});
      expect([method, answer.status]).toEqual([method, 405]);
      const allowed = described.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one]));
      expect(answer.headers.get("Allow")).toBe(allowed.join(", "));
    }
  });

  it("HS-12 lets nobody in by another method than the one that is for it", async () => {
    const body = JSON.stringify({ identifier: "bob", password: demoPassword });
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      const answer = await send("/api/auth/login", { method, headers: { "Content-Type": "application/json" }, body });
      expect([answer.status, await answer.text()]).toEqual([405, expect.not.stringContaining("access_token")]);
    }
  });
});
