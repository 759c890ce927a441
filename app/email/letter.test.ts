import { describe, expect, it } from "vitest";

import { setLetter } from "./letter.ts";
import { newDeviceMail, verifyEmailMail } from "./messages.ts";
import { smtpOptions } from "./smtp.server.ts";

const to = "ada@example.test";
const link = "https://app.example.test/verify-email?token=a&b";
const written = (words: string) => setLetter({ to, subject: words, paragraphs: [words] });

describe("a letter", () => {
  it("says the same in text and in HTML, with its one link in both", () => {
    const letter = setLetter({
      to,
      subject: "S",
      paragraphs: ["One", "Two"],
      button: { label: "Go", link },
      small: ["Three"],
    });
    expect(letter.text).toBe(`One\n\nTwo\n\nGo:\n${link}\n\nThree\n`);
    expect(letter.html).toContain('<html lang="en">');
    expect(letter.html.match(/<p|<a/g)).toHaveLength(6);
    expect(letter.html).toContain('href="https://app.example.test/verify-email?token=a&#38;b"');
  });

  it.each(["<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "<!--", "</style><a href='//evil.test'>"])(
    "AC09 %s is words in it, and no markup",
    (words) => {
      expect(written(words).html.match(/<[^>]+>/g)).toEqual(written("plain").html.match(/<[^>]+>/g));
      expect(written(words).text).toBe(`${words}\n`);
    },
  );

  it.each([
    "Hi\r\nBcc: eve@example.test",
    "Hi\nBcc: eve@example.test",
    "Hi\r\n\r\n<p>",
    "a\u0000b",
    "a\u2028b",
    "a\u202eb",
  ])("AC09 %j makes a subject of one line", (subject) => {
    // eslint-disable-next-line no-control-regex -- that is what must not be in there
    expect(written(subject).subject).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e]/);
  });
});

describe("the greeting", () => {
  const greeted = (name: string) => verifyEmailMail(to, { name, link }).text.split("\n")[0];

  it.each(["Ada", "Dr. Müller", "Ada Lovelace-Byron", "阿达", "O'Neill"])("is to %s by name", (name) => {
    expect(greeted(name)).toBe(`Hello ${name},`);
  });

  it.each([
    "Win at evil.test",
    "https://evil.test",
    "evil．test",
    "evil。test",
    "evil｡test",
    "ｅｖｅ＠ｅｖｉｌ",
    "write to eve@evil.test",
    "you have won one thousand euros, congratulations",
    "x".repeat(10_000),
  ])("AC09 carries nobody else's message: %s", (name) => {
    expect(greeted(name)).toBe("Hello,");
  });
});

describe("a time in a letter", () => {
  it("is in UTC, as it says, wherever the server is", () => {
    const at = new Date("2026-11-22T23:30:00Z");
    const { text } = newDeviceMail(to, { name: "Ada", notMe: link, device: "Firefox", address: "203.0.113.9", at });
    expect(text).toMatch(/November 22, 2026 at 11:30.PM \(UTC\)/);
  });
});

describe("the way to the mail server", () => {
  it("is closed to listeners: TLS is demanded of every server that is not on this machine, and its certificate is checked", () => {
    expect(smtpOptions("smtp://mail.example.test")).toMatchObject({ port: 587, secure: false, requireTLS: true });
    expect(smtpOptions("smtps://mail.example.test")).toMatchObject({ port: 465, secure: true, requireTLS: true });
    expect(smtpOptions("smtp://127.0.0.1:25")).toMatchObject({ port: 25, requireTLS: false });
    expect(JSON.stringify(smtpOptions("smtp://mail.example.test", "a certificate"))).not.toMatch(/rejectUnauthorized/);
  });

  it("takes a user and a password with any characters in them", () => {
    const { auth } = smtpOptions("smtp://us%40er:p%3A%2Fss@mail.example.test");
    expect(auth).toEqual({ user: "us@er", pass: "p:/ss" });
  });
});
