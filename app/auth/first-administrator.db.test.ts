import { describe, expect, it } from "vitest";

import { newPerson, origin, password } from "#tests/support/arrivals.ts";
import { db } from "../db/client.server.ts";
import { createAdministrator } from "./first-administrator.server.ts";
import { resetPassword } from "./reset-password.server.ts";
import { findByEmail, findUser, setPassword } from "./users.server.ts";

const next = "nine herons beside the lock";
const opens = async (link: string) => resetPassword(link.split("token=")[1] ?? "", next, origin);

describe("the first administrator", () => {
  it("is made with a link by which they choose a password, if nobody has the address", async () => {
    const link = await createAdministrator("chief@example.com");
    expect(await findByEmail("chief@example.com")).toMatchObject({
      isSuperuser: true,
      isStaff: true,
      passwordHash: null,
    });
    expect(await opens(link)).toEqual({ ok: true });
  });

  it("AC06 loses the password of an account that only claims the address: a stranger may know it", async () => {
    const claim = await newPerson("claim", { emailVerifiedAt: null });
    await createAdministrator(claim.email);
    expect(await findUser(claim.id)).toMatchObject({ isSuperuser: true, passwordHash: null });
  });

  it("keeps their password, also one that they choose at the same moment, and the link works", async () => {
    const mara = await newPerson("mara");
    let making: Promise<string> | undefined;
    await db.transaction(async (transaction) => {
      await setPassword(transaction, mara.id, `${password}, later`);
      making = createAdministrator(mara.email);
      await new Promise((resolve) => setTimeout(resolve, 300)); // until it waits for us
    });
    const link = (await making) ?? "";
    const chosen = await findUser(mara.id);
    expect(chosen).toMatchObject({ isSuperuser: true });
    expect(chosen?.passwordHash).not.toBe(mara.passwordHash);
    expect(await opens(link)).toEqual({ ok: true });
  });
});
