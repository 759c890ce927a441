import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { newPerson, password } from "#tests/support/arrivals.ts";
import { db } from "../db/client.server.ts";
import { memberships } from "../db/access.schema.ts";
import {
  checkPassword,
  createUser,
  findByEmail,
  findByIdentifier,
  findByUsername,
  findUser,
  passwordNeedsRehash,
  setPassword,
} from "./users.server.ts";

describe("a person", () => {
  it("UM-01 UM-17 is a row of auth.users with everything the front door needs", async () => {
    const { rows } = await db.execute<{ name: string }>(
      sql`select column_name as name from information_schema.columns where table_schema = 'auth' and table_name = 'users'`,
    );
    const wanted = ["id", "username", "email", "password_hash", "first_name", "last_name"];
    const flags = ["is_active", "is_staff", "is_superuser", "last_login", "created_at"];
    expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining([...wanted, ...flags]));
  });

  it("UM-02 UM-04 begins active, neither staff nor superuser, and without any role", async () => {
    const mara = await createUser(db, { username: "mara", email: "mara@example.com" });
    expect(mara).toMatchObject({
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      passwordHash: null,
      lastLogin: null,
    });
    expect(await db.select().from(memberships).where(eq(memberships.userId, mara.id))).toEqual([]);
  });

  it("UM-13 has a UUID that sorts by age", async () => {
    const [older, younger] = [await newPerson("older"), await newPerson("younger")];
    expect(older.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(older.id < younger.id).toBe(true);
  });

  it("UM-03 PW22 shares neither name nor address with anybody, in any case", async () => {
    await newPerson("nina");
    await expect(newPerson("NINA", { email: "other@example.com" })).rejects.toThrow();
    await expect(newPerson("nina2", { email: "Nina@Example.com" })).rejects.toThrow();
    await expect(newPerson("x".repeat(256))).rejects.toThrow();
  });

  it("C-25 cannot have an @ in the user name, so a name is never taken for an address", async () => {
    await expect(newPerson("nina@example.com", { email: "n@example.com" })).rejects.toThrow();
  });

  it("UM-12 is found by name and by address, in any case, and by id", async () => {
    const olga = await newPerson("olga");
    for (const found of [
      await findByUsername("OLGA"),
      await findByEmail("Olga@Example.COM"),
      await findByIdentifier("olga"),
      await findByIdentifier("olga@example.com"),
      await findUser(olga.id),
    ])
      expect(found?.id).toBe(olga.id);
    expect([await findByUsername("nobody"), await findByEmail("olga")]).toEqual([null, null]);
  });

  it("PW-09 can be given a password, be asked about it, and tells when its hash is outdated", async () => {
    const pia = await newPerson("pia", { passwordHash: null });
    expect([await checkPassword(pia, password), passwordNeedsRehash(pia)]).toEqual([false, false]);
    await setPassword(db, pia.id, password);
    const stored = await findUser(pia.id);
    expect(stored && (await checkPassword(stored, password))).toBe(true);
    expect(stored && passwordNeedsRehash(stored)).toBe(false);
    expect(stored && passwordNeedsRehash({ ...stored, passwordHash: "$2b$10$old" })).toBe(true);
  });
});
