import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { ensureBuild } from "#tests/support/build.ts";

it.each(["/lab", "/lab/mail", "/lab/mail.json", "/lab/mail/1", "/openid/authorize", "/saml/sign-in"])(
  "CF-04 in production %s is an address like any other that does not exist",
  async (path) => {
    const [lab, nowhere] = [await send(path), await send("/nowhere-at-all")];
    expect(lab.status).toBe(404);
    expect(lab.status).toBe(nowhere.status);
  },
);

describe("the build", () => {
  const filesIn = (directory: string) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  /** Whole sentences, and names with three hyphens in them: what nobody else would write just so. */
  const wordsOf = (text: string) =>
    [...text.matchAll(/"([^"\n]*)"/g)]
      .map(([, words = ""]) => words)
      .filter((words) => /(\S+ ){4}|^[a-z\d]+(-[a-z]+){3}/.test(words));

  it("CF-04 has nothing of the lab in it, neither what it says nor how it signs", async () => {
    await ensureBuild();
    const sources = filesIn("app/lab").filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    const words = new Set(sources.flatMap((file) => wordsOf(readFileSync(file, "utf8"))));
    expect(words).toContain("hs256-with-public-key");
    expect(words).toContain("foreign-key-under-the-certificate");
    expect(words).toContain("The lab answers on this machine only.");
    const built = filesIn("build").map((file) => readFileSync(file, "utf8"));
    expect(built.length).toBeGreaterThan(50);
    expect([...words].filter((word) => built.some((text) => text.includes(word)))).toEqual([]);
  });
});
