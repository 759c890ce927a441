import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { travel } from "#tests/support/travel.ts";
import { days, minutes, now, seconds } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { mails } from "../db/mails.schema.ts";
import { log } from "../log.server.ts";
import { makeSealer } from "../sealing.server.ts";
import { resetPasswordMail } from "./messages.ts";
import {
  claimMail,
  countMails,
  deleteOldMails,
  giveUp,
  giveUpOldMails,
  noteFailed,
  noteSent,
  queueMail,
  type DueMail,
} from "./queue.server.ts";

const token = "a-token-that-opens-an-account";
const letterTo = (to: string) =>
  resetPasswordMail(to, { name: "Ada", link: `https://app.example.test/?token=${token}` });
const queue = (to = "ada@example.test") => queueMail(db, "reset-password", letterTo(to));
const rows = () => db.select().from(mails).orderBy(mails.id);

/** Claims the letter that must be due. */
async function claimed(): Promise<DueMail> {
  const mail = await claimMail();
  if (!mail) throw new Error("no letter was due");
  return mail;
}

beforeEach(() => db.delete(mails));

describe("a letter in the queue", () => {
  it("AC01 rests sealed: neither its link nor its address can be read in the table, and nothing once it is sent", async () => {
    await queue();
    const before = JSON.stringify(await rows());
    expect(before).not.toContain(token);
    expect(before).not.toContain("example.test");
    expect(Buffer.from((await rows())[0]?.sealed?.split(".")[1] ?? "", "base64url").toString("latin1")).not.toContain(
      token,
    );
    const mail = await claimed();
    expect(mail.letter).toEqual(letterTo("ada@example.test"));
    await noteSent(mail);
    expect(await rows()).toMatchObject([{ sealed: null, sentAt: expect.any(Date) }]);
  });

  it("is there exactly if what it tells has happened", async () => {
    const failing = db.transaction(async (transaction) => {
      await queueMail(transaction, "reset-password", letterTo("ada@example.test"));
      throw new Error("it has not");
    });
    await expect(failing).rejects.toThrow("it has not");
    expect(await claimMail()).toBeNull();
  });

  it("goes out in the order in which it came", async () => {
    for (const name of ["first", "second", "third"]) {
      await queue(`${name}@example.test`);
      travel(seconds(1));
    }
    const order = [await claimed(), await claimed(), await claimed()].map(({ letter }) => letter?.to.split("@")[0]);
    expect(order).toEqual(["first", "second", "third"]);
  });
});

describe("a claim", () => {
  it("is one process's alone: of forty at once for twenty letters, no two get the same", async () => {
    await Promise.all(Array.from({ length: 20 }, () => queue()));
    const claims = (await Promise.all(Array.from({ length: 40 }, claimMail))).flatMap((mail) => mail?.id ?? []);
    claims.push(...(await Promise.all(Array.from({ length: 20 }, claimMail))).flatMap((mail) => mail?.id ?? []));
    expect(claims).toHaveLength(20);
    expect(new Set(claims).size).toBe(20);
  });

  it("runs out: a letter whose process died is taken up again", async () => {
    await queue();
    const { id } = await claimed();
    expect(await claimMail()).toBeNull();
    travel(minutes(2));
    expect(await claimed()).toMatchObject({ id, attempts: 2 });
  });

  it("that has run out counts for nothing: who slept through it neither puts the letter back nor gives it up", async () => {
    await queue();
    const late = await claimed();
    travel(minutes(2));
    const current = await claimed();
    await noteFailed(late, "too late");
    await giveUp(late, "too late");
    expect(await rows()).toMatchObject([{ deadAt: null, lastError: null }]);
    expect(await claimMail()).toBeNull();
    await noteSent(current);
    await noteFailed(current, "too late");
    travel(minutes(60));
    expect(await claimMail()).toBeNull();
  });

  it("of a letter that no key here opens leaves it to a process that has the key, and does not hold up the others", async () => {
    const elsewhere = makeSealer([{ version: "z", secret: "a-key-that-another-process-has-0123" }], "mail");
    const sealed = elsewhere.seal(JSON.stringify(letterTo("eve@example.test")));
    await db.insert(mails).values({ kind: "reset-password", sealed, dueAt: now() });
    travel(1);
    await queue();
    const unreadable = await claimed();
    expect(unreadable.letter).toBeNull();
    await noteFailed(unreadable, "no key");
    expect((await claimed()).letter?.to).toBe("ada@example.test");
    expect(await db.select().from(mails).where(eq(mails.id, unreadable.id))).toMatchObject([{ sealed, deadAt: null }]);
  });
});

describe("a failed attempt", () => {
  it("is repeated after ten seconds, then later and later, but never later than a quarter of an hour", async () => {
    await queue();
    const pauses = [];
    for (let attempt = 1; attempt <= 12; attempt++) {
      await noteFailed(await claimed(), "not now");
      const [row] = await rows();
      const pause = (row?.dueAt.getTime() ?? 0) - now().getTime();
      pauses.push(Math.ceil(pause / 1_000));
      travel(pause + 1_000);
    }
    expect(pauses.slice(0, 4).map((pause) => Math.round(pause / 10) * 10)).toEqual([10, 20, 40, 80]);
    expect(Math.max(...pauses)).toBe(900);
  });

  it("of five days is the last, and the log and the count say so", async () => {
    const error = vi.spyOn(log, "error");
    await queue();
    await noteFailed(await claimed(), "not now");
    travel(days(5) - minutes(1));
    await giveUpOldMails();
    expect(await countMails()).toEqual({ waiting: 1, dead: 0 });
    travel(minutes(2));
    await giveUpOldMails();
    expect(await claimMail()).toBeNull();
    expect(await countMails()).toEqual({ waiting: 0, dead: 1 });
    expect(await rows()).toMatchObject([{ sealed: null, lastError: "not now" }]);
    const line = { id: expect.any(String), kind: "reset-password", attempts: 1, error: "not now" };
    expect(error).toHaveBeenCalledExactlyOnceWith(line, expect.stringContaining("given up"));
    error.mockRestore();
  });
});

describe("what is over", () => {
  it("SE19 is deleted: sent letters after a day, given up ones after a month, and never one that waits", async () => {
    await Promise.all([queue("sent@example.test"), queue("dead@example.test"), queue("waits@example.test")]);
    await noteSent(await claimed());
    await giveUp(await claimed(), "no such address");
    const left = async () => (await deleteOldMails(), (await rows()).length);
    expect(await left()).toBe(3);
    travel(days(1));
    expect(await left()).toBe(2);
    travel(days(29));
    expect(await left()).toBe(1);
    expect(await countMails()).toEqual({ waiting: 1, dead: 0 });
  });
});
