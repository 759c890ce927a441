import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { travel } from "#tests/support/travel.ts";
import { minutes, seconds } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { heldForms } from "../db/one-time-tokens.schema.ts";
import { deleteExpiredHeldForms, findHeldForm, holdForm, moveHeldForms, takeHeldForm } from "./held-forms.server.ts";

const path = "/settings/password";
const fields = [
  ["password", "a lantern in the fog"],
  ["scopes", "one"],
  ["scopes", "two"],
] as const;

async function held(sessionId: string, what: Parameters<typeof holdForm>[2] = fields): Promise<string> {
  const id = await holdForm(sessionId, path, what);
  if (!id) throw new Error("it could not be held");
  return id;
}

describe("a form that is held", () => {
  it("comes back as it was, repeated names included, and only once", async () => {
    const id = await held("mara");
    expect(await findHeldForm("mara", id)).toEqual({ path });
    expect(await takeHeldForm("mara", id, path)).toEqual(fields);
    expect([await takeHeldForm("mara", id, path), await findHeldForm("mara", id)]).toEqual([null, null]);
  });

  it("comes back to one of ten who ask at once", async () => {
    const id = await held("mara");
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeHeldForm("mara", id, path)));
    expect(taken.filter((one) => one !== null)).toEqual([fields]);
  });

  it("SE21 is not given to another session, nor to another page, and stays for whom it belongs to", async () => {
    const id = await held("mara");
    expect([await findHeldForm("eve", id), await takeHeldForm("eve", id, path)]).toEqual([null, null]);
    expect(await takeHeldForm("mara", id, "/settings/account")).toBeNull();
    expect(await takeHeldForm("mara", id, path)).toEqual(fields);
  });

  it("is nothing under an id that is none", async () => {
    for (const id of ["", "1", "' or true --", "00000000-0000-0000-0000-000000000000"])
      expect([await findHeldForm("mara", id), await takeHeldForm("mara", id, path)]).toEqual([null, null]);
  });

  it("rests encrypted", async () => {
    const id = await held("mara");
    const [row] = await db.select().from(heldForms).where(eq(heldForms.id, id));
    expect(JSON.stringify(row)).not.toContain("lantern");
  });

  it("is kept for ten minutes, and swept up afterwards", async () => {
    const id = await held("olaf");
    travel(minutes(10) - seconds(5));
    expect(await findHeldForm("olaf", id)).toEqual({ path });
    travel(seconds(10));
    expect([await findHeldForm("olaf", id), await takeHeldForm("olaf", id, path)]).toEqual([null, null]);
    await deleteExpiredHeldForms();
    expect(await db.select().from(heldForms).where(eq(heldForms.id, id))).toEqual([]);
  });

  it("follows its session to a new id", async () => {
    const id = await held("before");
    await moveHeldForms(db, "before", "after");
    expect([await findHeldForm("before", id), await findHeldForm("after", id)]).toEqual([null, { path }]);
  });
});

describe("holding forms", () => {
  it("takes five of a session; a sixth drives out the oldest, and nobody else's", async () => {
    const others = await held("nora");
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1) ids.push(await held("ivan"));
    const found = await Promise.all(ids.map((id) => findHeldForm("ivan", id)));
    expect(found.map((one) => one !== null)).toEqual([false, true, true, true, true, true]);
    expect(await findHeldForm("nora", others)).toEqual({ path });
  });

  it("takes 32 KiB and not more, counted in bytes", async () => {
    const frame = Buffer.byteLength(JSON.stringify([["text", ""]]));
    expect(await holdForm("mara", path, [["text", "x".repeat(32 * 1024 - frame)]])).not.toBeNull();
    expect(await holdForm("mara", path, [["text", "x".repeat(32 * 1024 - frame + 1)]])).toBeNull();
    expect(await holdForm("mara", path, [["text", "é".repeat(20_000)]])).toBeNull();
  });
});
