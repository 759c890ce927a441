import { afterAll, describe, expect, it } from "vitest";

import { askStatus } from "#tests/support/ask-status.ts";
import { startLab } from "../lab.ts";
import { pageAt, post as postTo } from "../pages.ts";
import { startDirectory } from "./directory.ts";
import { directoryPassword } from "./entries.ts";
import { post, sectionHtml } from "./part.ts";
import { weathers } from "./weather.ts";

const directory = await startDirectory();
afterAll(directory.close);

const part = {
  html: () => sectionHtml(directory),
  post: async (path: string, form: URLSearchParams) => post(path, form, directory),
};
const contents = { mails: [], parts: [part] };
const turn = (fields: Record<string, string>) => postTo("/lab/directory", new URLSearchParams(fields), contents);
const body = () => pageAt("/lab", contents).body;

describe("the directory's section of the lab", () => {
  it("says who is there, and their password", () => {
    for (const username of ["root", "alice", "bob", "carol", "dave", "erin", "nina", "oscar"])
      expect(body()).toContain(`<strong>${username}</strong>`);
    expect(body()).toContain(`<code>${directoryPassword}</code>`);
  });

  it.each(weathers)("turns $fault on and off by a form, says so, and goes back to itself", async ({ fault }) => {
    expect(await turn({ fault, to: "on" })).toMatchObject({ status: 303, to: `/lab#/lab/directory/${fault}` });
    expect([...directory.faults]).toEqual([fault]);
    expect(body()).toContain("is on</strong>");
    await turn({ fault, to: "off" });
    expect(directory.faults.size).toBe(0);
    expect(body()).not.toContain("is on</strong>");
  });

  it("does nothing that it does not understand", async () => {
    expect((await turn({ fault: "snow", to: "on" })).status).toBe(400);
    expect((await turn({ fault: "down", to: "sideways" })).status).toBe(400);
    expect((await postTo("/lab/elsewhere", new URLSearchParams(), contents)).status).toBe(404);
    expect(directory.faults.size).toBe(0);
  });
});

it("the lab has it, tells the app of it, and ends it with itself", async () => {
  const lab = await startLab({ smtpPort: 0, httpPort: 0 });
  const settings = Object.assign({}, ...lab.settings) as Record<string, string>;
  expect(settings).toMatchObject({
    LDAP_LAB_URL: expect.stringMatching(/^ldap:\/\/127\.0\.0\.1:\d+$/),
    LDAP_LAB_BASE_DN: "dc=example,dc=com",
    LDAP_LAB_LABEL: "Lab directory",
    LDAP_LAB_TRUSTED_DOMAINS: "example.com",
    LDAP_LAB_GROUP_MAP: "editors=editor",
  });
  const form = ["/lab/directory", { Origin: lab.url }, "fault=down&to=on"] as const;
  expect(await askStatus(lab.url)(...form)).toBe(303);
  await lab.close();
  const { port, hostname } = new URL(settings.LDAP_LAB_URL ?? "");
  await expect(fetch(`http://${hostname}:${port}`)).rejects.toThrow("fetch failed");
});
