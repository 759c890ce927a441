import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { startDirectory } from "../../lab/directory/directory.ts";
import { baseDn, directoryPassword } from "../../lab/directory/entries.ts";
import { askDirectory, type MayTry } from "./ask-directory.server.ts";
import { assertionFrom } from "./assertion-from.ts";
import { readDirectories } from "./environment.ts";

const lab = await startDirectory();
afterAll(() => lab.close());
beforeEach(() => void (lab.heard.length = 0));

const [directory] = readDirectories({
  LDAP_LAB_URL: lab.url,
  LDAP_LAB_BASE_DN: baseDn,
  LDAP_LAB_USER_DN_TEMPLATE: `uid={username},ou=people,${baseDn}`,
}).settings;
if (!directory) throw new Error("no directory");

const ask = (name: string, mayTry: MayTry) => askDirectory(directory, name, directoryPassword, mayTry);

describe("a directory where people bind at once", () => {
  it("LD16 counts one person's tries as one, by whatever spelling of their name", async () => {
    const tried = new Set<string>();
    for (const name of ["nina", "NINA", " nina ", "\uff4e\uff49\uff4e\uff41"])
      await ask(name, async (subject) => Boolean(tried.add(subject)));
    expect([...tried]).toEqual([`uid=nina,ou=people,${baseDn}`]);
  });

  it.each(["ni\ufe00na", "ni\u034fna", "ni\u00adna", "ni\u200bna"])(
    "LD16 LD02 is not asked about a name with something in it that nobody sees (%j)",
    async (name) => {
      expect(await ask(name, async () => true)).toEqual({ is: "nobody" });
      expect(lab.heard).toEqual([]);
    },
  );

  it("is not to blame where a try cannot be counted", async () => {
    const down = new Error("the database is down");
    await expect(ask("nina", () => Promise.reject(down))).rejects.toBe(down);
    expect(lab.heard).toEqual([]);
  });
});

it("LD12 what a directory says of somebody can be stored, whatever stands in it", () => {
  const texts = { uid: "ni\0na", mail: "nina\0@example.com", givenname: "Ni\u202ena" };
  const values = new Map(Object.entries(texts).map(([name, value]) => [name, [value]]));
  const said = assertionFrom(directory, { id: "1", entry: { dn: "uid=ni\0na", values }, groups: [] });
  expect(JSON.stringify({ ...said, firstName: "" })).not.toMatch(/\\u0000|\0/);
});
