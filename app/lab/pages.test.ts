import { describe, expect, it } from "vitest";

import { linksIn, type ArrivedMail } from "./mail-sink.ts";
import type { Faults } from "./openid/faults.ts";
import { labPeople } from "./openid/people.ts";
import { pageAt, post } from "./pages.ts";

const faults: Faults = new Set();
let rotations = 0;
const provider = {
  issuer: "http://127.0.0.1:4000/openid",
  people: () => labPeople,
  faults,
  keyName: () => `key-${rotations}`,
  rotateKeys: () => Promise.resolve(void (rotations += 1)),
};
const contents = (...mails: ArrivedMail[]) => ({ mails, provider });

const mail: ArrivedMail = {
  number: 7,
  to: "ada@example.test",
  from: "us@example.test",
  subject: "<b>Hi</b>",
  text: 'Go: http://localhost:3000/verify-email?token=a&b=c\n<script>"',
  html: "<p>Hi</p>",
  links: ["http://localhost:3000/verify-email?token=a&b=c"],
  messageId: "<7@localhost>",
};

describe("the mailbox", () => {
  it("shows each mail with its subject, its text and links to click, and nothing of it as markup", () => {
    const { body, status } = pageAt("/lab/mail", contents(mail));
    expect(status).toBe(200);
    expect(body).toContain('<a href="http://localhost:3000/verify-email?token=a&#38;b=c">');
    expect(body).toContain("<h2>&#60;b&#62;Hi&#60;/b&#62;</h2>");
    expect(body).not.toContain("<script>");
  });

  it("gives tests what they need, newest first as it was given", () => {
    const { to, subject, text, links } = mail;
    const { body, type } = pageAt("/lab/mail.json", contents(mail, { ...mail, number: 6 }));
    expect(type).toBe("application/json");
    expect(JSON.parse(body)).toEqual([
      { to, subject, text, links },
      { to, subject, text, links },
    ]);
  });

  it("shows one mail as its reader sees it, links to itself from /lab, and has nothing else", () => {
    expect(pageAt("/lab/mail/7", contents(mail)).body).toBe("<p>Hi</p>");
    expect(pageAt("/lab", contents()).body).toContain('href="/lab/mail"');
    for (const path of ["/lab/mail/8", "/lab/mail/", "/lab/mail/7x", "/etc/passwd", "/lab/../x"])
      expect(pageAt(path, contents(mail)).status).toBe(404);
  });
});

describe("the page of the lab", () => {
  const turn = (fields: Record<string, string>) => post("/lab/weather", new URLSearchParams(fields), contents());
  const body = () => pageAt("/lab", contents()).body;

  it("says who is there, and in which groups", () => {
    for (const username of ["root", "alice", "bob", "carol", "dave", "erin", "nina", "oscar"])
      expect(body()).toContain(`<strong>${username}</strong>`);
    expect(body()).toMatch(/nina@example\.com<\/span><\/div>\s*<span class="soft">editors</);
  });

  it.each([
    "email-unverified",
    "nina-left-her-group",
    "clock-skew",
    "wrong-audience",
    "wrong-nonce",
    "slow",
    "down",
  ] as const)("turns %s on and off by a form, says so, and goes back to itself", async (fault) => {
    const button = (to: string) => new RegExp(`value="${fault}">\\s*<button[^>]* name="to" value="${to}"`);
    expect(body()).toMatch(button("on"));
    expect(await turn({ fault, to: "on" })).toMatchObject({ status: 303, to: "/lab" });
    expect([...faults]).toEqual([fault]);
    expect(body()).toMatch(button("off"));
    expect(body()).toContain("is on</strong>");
    await turn({ fault, to: "off" });
    expect(faults.size).toBe(0);
  });

  it("rotates the keys by a form", async () => {
    expect(body()).toContain('action="/lab/keys"');
    expect(await post("/lab/keys", new URLSearchParams(), contents())).toMatchObject({ status: 303, to: "/lab" });
    expect(body()).toContain("key-1");
  });

  it("shows every fault that is on, so that it can be turned off again", async () => {
    await turn({ fault: "alg-none", to: "on" });
    expect(body()).toContain('value="alg-none"');
    await turn({ fault: "alg-none", to: "off" });
    expect(body()).not.toContain("alg-none");
  });

  it("does nothing that it does not understand", async () => {
    for (const fields of [{}, { fault: "snow", to: "on" }, { fault: "down", to: "sideways" }, { to: "on" }])
      expect((await turn(fields as Record<string, string>)).status).toBe(400);
    expect((await post("/lab/mail", new URLSearchParams(), contents())).status).toBe(404);
    expect(faults.size).toBe(0);
  });
});

describe("links", () => {
  it("end where an address ends", () => {
    expect(linksIn("a http://x.test/a?b=c d\nhttps://y.test/\n<http://z.test> ftp://no javascript:no")).toEqual([
      "http://x.test/a?b=c",
      "https://y.test/",
      "http://z.test",
    ]);
  });
});
