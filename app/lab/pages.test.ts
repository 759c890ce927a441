import { describe, expect, it } from "vitest";

import { linksIn, type ArrivedMail } from "./mail-sink.ts";
import { pageAt, post } from "./pages.ts";

const contents = (...mails: ArrivedMail[]) => ({ mails, parts: [] });

const partAt = (own: string, status: number) => ({
  html: () => `<p>the part at ${own}</p>`,
  post: (path: string) => Promise.resolve(path === own ? { status, type: "text/plain", body: "" } : null),
});

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
  it("shows every part of the lab, and hands it the forms that are for it", async () => {
    const two = { mails: [], parts: [partAt("/lab/one", 303), partAt("/lab/two", 400)] };
    expect(pageAt("/lab", two).body).toMatch(/part at \/lab\/one[^]*part at \/lab\/two/);
    const statusOf = async (path: string) => (await post(path, new URLSearchParams(), two)).status;
    expect([await statusOf("/lab/one"), await statusOf("/lab/two"), await statusOf("/lab/mail")]).toEqual([
      303, 400, 404,
    ]);
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
