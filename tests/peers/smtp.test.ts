import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { startMailSink } from "#app/lab/mail-sink.ts";
import { makeCertificates } from "#tests/support/certificates.ts";
import { startMailServer } from "#tests/support/mail-server.ts";
import { startProduction } from "#tests/support/production.ts";
import { travel } from "#tests/support/travel.ts";

const server = await startMailServer();
const DATA_ENCRYPTION_KEYS = "1:a-key-that-only-this-test-knows-4c1f88";
Object.assign(process.env, { SMTP_URL: server.url, DATA_ENCRYPTION_KEYS, MAIL_FROM: "gate@app.example.test" });
const { minutes } = await import("#app/clock.ts");
const { db } = await import("#app/db/client.server.ts");
const { mails } = await import("#app/db/mails.schema.ts");
const { startDelivery } = await import("#app/email/deliver.server.ts");
const { setLetter } = await import("#app/email/letter.ts");
const { resetPasswordMail } = await import("#app/email/messages.ts");
const { countMails, queueMail } = await import("#app/email/queue.server.ts");

const link = "https://app.example.test/reset-password?token=abc";
const queue = (...recipients: string[]) =>
  Promise.all(recipients.map((to) => queueMail(db, "reset-password", resetPasswordMail(to, { name: "Ada", link }))));
const rows = () => db.select().from(mails).orderBy(mails.id);
const patience = { timeout: 30_000, interval: 100 };
const eventually = (look: () => unknown) => vi.waitFor(look, patience);
const arrivals = () => server.mails.map(({ to }) => to).toSorted();

let stop: () => Promise<void> = () => Promise.resolve();
const deliver = () => void (stop = startDelivery());

beforeEach(async () => {
  await db.delete(mails);
  server.mails.length = 0;
  server.line.clear();
});
afterEach(() => stop());
afterAll(async () => {
  server.line.close();
  await server.close();
});

describe("a mail", () => {
  it("arrives as text and as HTML, at one recipient, under the id it has in the queue", async () => {
    await queue("ada@example.test");
    deliver();
    await eventually(() => expect(server.mails).toHaveLength(1));
    const [mail] = server.mails;
    expect(mail).toMatchObject({ to: "ada@example.test", from: "gate@app.example.test", links: [link] });
    expect(mail?.subject).toBe("Choose a new password");
    expect(mail?.text).toContain("Hello Ada,");
    expect(mail?.html).toContain(`href="${link}"`);
    await eventually(async () => expect(await countMails()).toEqual({ waiting: 0, dead: 0 }));
    expect(mail?.messageId).toBe(`<${(await rows())[0]?.id}@localhost>`);
  });

  it.each([
    ["a list", "ada@example.test, eve@example.test"],
    ["a header behind it", "ada@example.test\r\nBcc: eve@example.test"],
    ["a command behind it", "ada@example.test\r\nRCPT TO:<eve@example.test>"],
    ["angle brackets", "Eve <eve@example.test>, ada@example.test"],
    ["a semicolon", "ada@example.test;eve@example.test"],
    ["10 000 characters", `${"a".repeat(10_000)}@example.test`],
  ])("AC09 to an address with %s goes to nobody else", async (_, to) => {
    const letter = setLetter({ to, subject: `Hi\r\nBcc: eve@example.test`, paragraphs: ["Hi"] });
    await queueMail(db, "reset-password", letter);
    deliver();
    await eventually(async () => {
      const [row] = await rows();
      expect(row?.sentAt ?? row?.lastError ?? row?.deadAt).toBeTruthy();
    });
    const reached = server.mails.flatMap((mail) => mail.to.split(/, (?=[^"]*(?:"[^"]*"[^"]*)*$)/));
    expect(reached.length).toBeLessThanOrEqual(1);
    expect(reached).not.toContain("eve@example.test");
    for (const { subject } of server.mails) expect(subject).toBe("Hi Bcc: eve@example.test");
  });
});

describe("FA08 a mail server", () => {
  it.each(["cut", "hang"] as const)(
    "that is gone (%s) holds nobody up and loses nothing: the queue drains when it is back",
    async (sky) => {
      server.line[sky]();
      await queue("ada@example.test", "grace@example.test");
      deliver();
      await eventually(async () => expect((await rows()).map(({ attempts }) => attempts)).toEqual([1, 1]));
      await queue("late@example.test");
      const hasAttemptEnded = (await rows()).some(({ lastError }) => lastError);
      expect(hasAttemptEnded && sky === "hang").toBe(false); // so the letter was queued while two attempts were hanging
      await eventually(async () => expect((await rows()).every(({ lastError }) => lastError)).toBe(true));
      expect(await countMails()).toEqual({ waiting: 3, dead: 0 });
      expect(server.mails).toEqual([]);
      server.line.clear();
      travel(minutes(15));
      await eventually(() =>
        expect(arrivals()).toEqual(["ada@example.test", "grace@example.test", "late@example.test"]),
      );
      await eventually(async () => expect(await countMails()).toEqual({ waiting: 0, dead: 0 }));
    },
  );

  it("that drops the line in the middle gets the mail again, and delivers it once", async () => {
    await queue("ada@drop.test");
    deliver();
    await eventually(async () => expect(await rows()).toMatchObject([{ attempts: 1, lastError: expect.any(String) }]));
    server.line.clear();
    travel(minutes(15));
    await eventually(async () => expect(await countMails()).toEqual({ waiting: 0, dead: 0 }));
    expect(arrivals()).toEqual(["ada@drop.test"]);
  });

  it("that has no such recipient ends the attempts; the row stays for the operator, without the letter", async () => {
    await queue("ada@gone.test", "ada@terse.test");
    deliver();
    await eventually(async () => expect(await countMails()).toEqual({ waiting: 0, dead: 2 }));
    for (const row of await rows()) {
      expect(row).toMatchObject({ sealed: null, attempts: 1, lastError: expect.stringContaining("550") });
      expect(row.lastError).not.toContain("@");
    }
  });

  it("that is busy, or does not know us, is asked again", async () => {
    await queue("ada@busy.test", "ada@not-us.test");
    deliver();
    await eventually(async () => {
      const errors = (await rows()).map(({ lastError }) => lastError ?? "").toSorted();
      expect(errors).toEqual([expect.stringContaining("later"), expect.stringContaining("denied")]);
    });
    travel(minutes(15));
    await eventually(() => expect(arrivals()).toEqual(["ada@busy.test"]));
    await eventually(async () => expect(await countMails()).toEqual({ waiting: 1, dead: 0 }));
  });

  it("that is slow with three mails is not asked for more, and told to stop, the attempts that are running end first", async () => {
    await queue(...["a", "b", "c", "d"].map((name) => `${name}@slow.test`));
    deliver();
    await eventually(async () => expect((await rows()).filter(({ attempts }) => attempts === 1)).toHaveLength(3));
    const stopped = stop();
    server.release();
    // The three may reach the recipient's turn one after the other.
    const releasing = setInterval(server.release, 50);
    await stopped;
    clearInterval(releasing);
    expect(arrivals()).toHaveLength(3);
    expect(await countMails()).toEqual({ waiting: 1, dead: 0 });
  });
});

describe("a server process", () => {
  const settings = { SMTP_URL: server.url, DATA_ENCRYPTION_KEYS, LOG_LEVEL: "silent" };
  const start = () => startProduction(process.env.DATABASE_URL ?? "", settings);

  it("FA07 told to stop while the mail server says nothing, ends with 0, and the mail goes to another process", async () => {
    const first = await start();
    server.line.hang();
    await queue("ada@example.test");
    await eventually(async () => expect(await rows()).toMatchObject([{ attempts: 1 }]));
    await first.stop();
    expect([first.process.exitCode, first.process.signalCode]).toEqual([0, null]);
    expect(await countMails()).toEqual({ waiting: 1, dead: 0 });
    server.line.clear();
    travel(minutes(2));
    deliver();
    await eventually(() => expect(arrivals()).toEqual(["ada@example.test"]));
  });

  it("FA08 answers who registers and goes on answering while the mail server says nothing; their mails wait", async () => {
    const one = await start();
    server.line.hang();
    const registers = (username: string) =>
      fetch(`${one.url}/api/auth/register`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ username, email: `${username}@example.test`, password: "seven lanterns over the quay" }),
      });
    expect((await registers("first-to-wait")).status).toBe(201);
    await eventually(async () => expect(await rows()).toMatchObject([{ attempts: 1 }]));
    expect((await registers("second-to-wait")).status).toBe(201);
    const hanging = (await rows()).filter(({ lastError }) => lastError === null);
    expect(hanging).toHaveLength(2); // so both were answered before any attempt had ended
    await one.stop();
    server.line.clear();
    travel(minutes(2));
    deliver();
    await eventually(() => expect(arrivals()).toEqual(["first-to-wait@example.test", "second-to-wait@example.test"]));
  });

  it("and another send each mail once", async () => {
    const processes = await Promise.all([start(), start()]);
    const recipients = Array.from({ length: 60 }, (_, i) => `person${i}@example.test`);
    await queue(...recipients);
    await eventually(async () => expect(await countMails()).toEqual({ waiting: 0, dead: 0 }));
    await Promise.all(processes.map((one) => one.stop()));
    expect(arrivals()).toEqual(recipients.toSorted());
    expect((await rows()).every(({ attempts }) => attempts === 1)).toBe(true);
  });
});

describe("TLS", () => {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-smtp-"));
  const authority = join(directory, "ca.pem");
  afterAll(() => rmSync(directory, { recursive: true }));

  /** How one mail fares with a server that shows `shown`, for a process that has `settings`. */
  async function sendWith(
    settings: { SMTP_CA_FILE?: string },
    shown: { cert: string; key: string },
    isWrapped: boolean,
  ) {
    const sink = await startMailSink(0, { ...shown, secure: isWrapped, disabledCommands: [] });
    vi.resetModules();
    vi.stubEnv("SMTP_URL", `smtp${isWrapped ? "s" : ""}://127.0.0.1:${sink.port}`);
    vi.stubEnv("SMTP_CA_FILE", settings.SMTP_CA_FILE ?? "");
    const { sendLetter } = await import("#app/email/smtp.server.ts");
    const outcome = await sendLetter(resetPasswordMail("ada@example.test", { name: "Ada", link }), "an-id");
    vi.unstubAllEnvs();
    await sink.close();
    return { outcome, arrived: sink.mails.length };
  }

  describe.each([
    ["STARTTLS", false],
    ["TLS from the start", true],
  ])("(%s)", (_, isWrapped) => {
    it("under our own authority is accepted with SMTP_CA_FILE", async () => {
      const made = makeCertificates("127.0.0.1");
      writeFileSync(authority, made.authority);
      const { outcome, arrived } = await sendWith({ SMTP_CA_FILE: authority }, made.server, isWrapped);
      expect(outcome).toEqual({ ok: true });
      expect(arrived).toBe(1);
    });

    it.each(["no authority named", "another authority", "a certificate for another address"])(
      "with %s is refused, and the mail waits",
      async (what) => {
        const made = makeCertificates(what.startsWith("a ") ? "192.0.2.1" : "127.0.0.1");
        const named = what.startsWith("another") ? makeCertificates("127.0.0.1") : made;
        writeFileSync(authority, named.authority);
        const settings = what.startsWith("no ") ? {} : { SMTP_CA_FILE: authority };
        const { outcome, arrived } = await sendWith(settings, made.server, isWrapped);
        expect(outcome).toMatchObject({ ok: false, permanent: false });
        expect(arrived).toBe(0);
      },
    );
  });
});
