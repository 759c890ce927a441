import { afterEach, describe, expect, it } from "vitest";

import identifiers from "#tests/attacks/data/identifiers.json";
import usernames from "#tests/attacks/data/ldap-usernames.json";
import texts from "#tests/attacks/data/text-inputs.json";
import { answers, startBareDirectory, type BareDirectory, type Said } from "#tests/support/bare-directory.ts";
import { makeCertificates, type Certified } from "#tests/support/certificates.ts";
import { askDirectory } from "./ask-directory.server.ts";
import type { Directory } from "./directory.ts";
import { readDirectories } from "./environment.ts";
import { equals, withLine } from "./line.server.ts";

const BASE = "dc=example,dc=com";
const service = `cn=app,${BASE}`;
const carol = `uid=carol,ou=people,${BASE}`;
const entryOf = (uid: string) => ({ uid, entryUUID: "0b0e7a44-1111-4222-8333-444455556666" });

/** Names of the payload lists, each of their characters behind a name of somebody's, and what filters and names are made of. */
const payloads = [...usernames.reject, ...texts.values, ...identifiers.same, ...identifiers.other];
const names = [
  ...payloads,
  ...[...new Set(payloads.join(""))].map((character) => `carol${character}`),
  "carol)(!(uid=x",
  "carol\\29",
  'carol"',
  "#carol",
  " carol ",
  "carol+cn=x",
  "EXTERNAL",
];

const started: BareDirectory[] = [];
afterEach(() => started.splice(0).forEach(({ close }) => close()));

/** A directory that takes every password but "wrong", and finds nobody unless `search` says otherwise. */
async function directoryThat({
  search = (id: number) => answers.found(id, {}),
  startTls = (id: number) => answers.protectedNow(id, 2),
  certificate,
}: {
  search?: (id: number) => Buffer | "hang-up";
  startTls?: (id: number) => Buffer;
  certificate?: Certified;
} = {}): Promise<BareDirectory> {
  const directory = await startBareDirectory((id, said) => {
    if (said.is === "bind") return answers.bound(id, said.password === "wrong" ? 49 : 0);
    return said.is === "search" ? search(id) : startTls(id);
  }, certificate);
  started.push(directory);
  return directory;
}

function settingsOf({ url }: BareDirectory, more: Record<string, string> = {}): Directory {
  const found = { BIND_DN: service, BIND_PASSWORD: "secret" };
  const settings = { URL: url, BASE_DN: BASE, ...("USER_DN_TEMPLATE" in more ? {} : found), ...more };
  const read = readDirectories(
    Object.fromEntries(Object.entries(settings).map(([key, value]) => [`LDAP_X_${key}`, value])),
  );
  if (!read.settings[0]) throw new Error(read.problems.join());
  return read.settings[0];
}

const template = { USER_DN_TEMPLATE: `uid={username},ou=people,${BASE}` };
const ways: Record<string, Record<string, string>> = { "search and bind": {}, "bind at once": template };
const ask = (directory: Directory, name: string, password = "right") =>
  askDirectory(directory, name, password, async () => true);
const searches = (heard: readonly Said[]) => heard.flatMap((said) => (said.is === "search" ? [said] : []));
const bindsOfPeople = (heard: readonly Said[]) =>
  heard.flatMap((said) => (said.is === "bind" && said.dn !== service ? [said] : []));

describe("a name on the line to a directory", () => {
  it("LD-04 LD02 is one value of one equality, byte by byte, whatever stands in it, or is not sent at all", async () => {
    const directory = await directoryThat();
    for (const name of names) {
      directory.heard.length = 0;
      const before = directory.connections();
      expect(await ask(settingsOf(directory), name)).toEqual({ is: "nobody" });
      if (directory.connections() === before) expect(name).toMatch(/^\s*$|[\p{C}\p{Zl}\p{Zp}]|^.{257}/su);
      else
        expect(searches(directory.heard)).toMatchObject([{ base: BASE, filter: { tag: 0xa3, parts: ["uid", name] } }]);
    }
    expect(directory.connections()).toBeGreaterThan(100);
  });

  it("LD02 stands beside the filter of the settings, never in it", async () => {
    const directory = await directoryThat();
    const person = { tag: 0xa3, parts: ["objectClass", "person"] };
    for (const name of ["*", "carol)(|(uid=*", "carol)(!(uid=x"]) {
      directory.heard.length = 0;
      await ask(settingsOf(directory, { FILTER: "(objectClass=person)" }), name);
      const filter = { tag: 0xa0, parts: [{ tag: 0xa3, parts: ["uid", name] }, person] };
      expect(searches(directory.heard)).toMatchObject([{ filter }]);
    }
  });

  it("LD-03 LD03 Z-04 is one value of one step of a DN, and of a bind by password, whatever stands in it", async () => {
    const directory = await directoryThat();
    const oneStep = new RegExp(`^uid=((?:[^,+"\\\\;<>#=\\0]|\\\\[\\da-f]{2})*),ou=people,${BASE}$`, "u");
    for (const name of names) {
      directory.heard.length = 0;
      await ask(settingsOf(directory, template), name);
      for (const { dn, isSimple } of bindsOfPeople(directory.heard)) {
        expect([isSimple, dn]).toEqual([true, expect.stringMatching(oneStep)]);
        const [, value = ""] = oneStep.exec(dn) ?? [];
        expect(decodeURIComponent(value.replaceAll("%", "%25").replaceAll("\\", "%"))).toBe(name);
      }
    }
    expect(directory.connections()).toBeGreaterThan(100);
  });

  it.each(["EXTERNAL", "PLAIN", "SCRAM-SHA-1", "", " "])(
    "is never %j alone, which would be another way to sign in",
    async (dn) => {
      const directory = await directoryThat();
      const bound = withLine(settingsOf(directory), (line) => line.bind(dn, "right"));
      await expect(bound).rejects.toMatchObject({ directoryFault: "configuration" });
      expect(directory.connections()).toBe(0);
    },
  );
});

describe.each(Object.entries(ways))("a password on the line to a directory (%s)", (_, way) => {
  it("LD-02 LD01 is never one that is nothing, nor one for nobody", async () => {
    const directory = await directoryThat();
    const blanks = payloads.filter((text) => text.trim() === "" || text.includes("\0"));
    for (const nothing of ["", " ", "\t", "\0", "right\0", ...blanks]) {
      expect(await ask(settingsOf(directory, way), "carol", nothing)).toEqual({ is: "nobody" });
      expect(await ask(settingsOf(directory, way), nothing.replace("right", ""))).toEqual({ is: "nobody" });
    }
    expect(directory.connections()).toBe(0);
  });

  it("LD-03 LD16 that is wrong costs one bind, and is sent as it was typed", async () => {
    const directory = await directoryThat({ search: (id) => answers.found(id, { [carol]: entryOf("carol") }) });
    expect(await ask(settingsOf(directory, way), "carol", "wrong")).toMatchObject({ is: "refused" });
    expect(bindsOfPeople(directory.heard)).toEqual([{ is: "bind", dn: carol, isSimple: true, password: "wrong" }]);
    expect(directory.connections()).toBe(1);
  });
});

describe("what a directory finds", () => {
  const two = { [carol]: entryOf("carol"), [carol.replace("people", "former")]: entryOf("carol") };

  const finds: [string, (id: number) => Buffer][] = [
    ["nobody", (id) => answers.found(id, {})],
    ["two", (id) => answers.found(id, two)],
    ["two of more than it gives", (id) => answers.found(id, two, 4)],
    ["none of more than it gives", (id) => answers.found(id, {}, 4)],
    ["somebody of another name", (id) => answers.found(id, { [carol]: entryOf("erin") })],
    ["somebody without a place", (id) => answers.found(id, { "": entryOf("carol") })],
    ["another way to sign in", (id) => answers.found(id, { EXTERNAL: entryOf("carol") })],
    ["somebody elsewhere", (id) => answers.found(id, { "uid=carol,dc=example,dc=org": entryOf("carol") })],
  ];

  it.each(finds)(
    "LD-05 LD05 lets nobody in where it is %s, though two are asked for, and the connection ends",
    async (_, search) => {
      const directory = await directoryThat({ search });
      expect(await ask(settingsOf(directory), "carol")).toEqual({ is: "nobody" });
      expect(searches(directory.heard)).toMatchObject([{ sizeLimit: 2 }]);
      expect(bindsOfPeople(directory.heard)).toEqual([]);
      await expect.poll(directory.open).toBe(0);
    },
  );

  it.each<[string, (address: string) => (id: number) => Buffer]>([
    ["refers to", (address) => (id) => answers.referredTo(id, address)],
    ["sends everybody to", (address) => (id) => answers.found(id, {}, 10, address)],
  ])("LD09 is not looked for at another place that it %s", async (_, search) => {
    const elsewhere = await directoryThat();
    const directory = await directoryThat({ search: search(`${elsewhere.url}/${BASE}`) });
    expect((await ask(settingsOf(directory), "carol")).is).not.toBe("known");
    expect(elsewhere.connections()).toBe(0);
  });
});

describe("the connection to a directory", () => {
  it("that is lost is not made anew: nobody would be bound on it, and nothing protected", async () => {
    const directory = await directoryThat({ search: () => "hang-up" });
    const lost = { is: "failed", fault: { directoryFault: "unreachable" } };
    expect(await ask(settingsOf(directory), "carol")).toMatchObject(lost);
    const again = withLine(settingsOf(directory), async (line) => {
      const asked = { base: BASE, scope: "sub", filter: equals("uid", "carol"), attributes: [], atMost: 2 } as const;
      const search = () => line.search(asked);
      await line.bind(service, "secret");
      return search().catch(search);
    });
    await expect(again).rejects.toMatchObject({ directoryFault: "unreachable" });
    expect(directory.connections()).toBe(2);
  });

  it.each([
    ["refuses StartTLS", 2],
    ["takes it, and goes on in the clear", 0],
  ])("LD-01 LD08 is given up, before anything else is said, where somebody %s", async (_, code) => {
    const directory = await directoryThat({ startTls: (id) => answers.protectedNow(id, code) });
    expect(await ask(settingsOf(directory, { START_TLS: "true" }), "carol")).toMatchObject({ is: "failed" });
    expect(directory.heard.filter(({ is }) => is === "bind" || is === "search")).toEqual([]);
    expect(directory.heard[0]).toEqual({ is: "start-tls" });
  });

  const address = "127.0.0.1";
  const known = makeCertificates(address);
  const ofAnother = makeCertificates("127.0.0.2");
  const expired = makeCertificates(address, Date.now() - 60_000);
  const untrusted: [string, typeof known, string | null][] = [
    ["of an authority that nobody has named", known, null],
    ["of another authority", known, ofAnother.authority],
    ["of another place", ofAnother, ofAnother.authority],
    ["that has ended", expired, expired.authority],
  ];

  it("LD-01 LD08 is one to a certificate of the authority that the settings name", async () => {
    const directory = await directoryThat({ certificate: known.server });
    expect(await ask({ ...settingsOf(directory), ca: known.authority }, "carol")).toEqual({ is: "nobody" });
    expect(bindsOfPeople(directory.heard)).toEqual([]);
    expect(searches(directory.heard)).toHaveLength(1);
  });

  it.each(untrusted)("LD08 is none to a certificate %s: nothing is said there", async (_, { server }, ca) => {
    const directory = await directoryThat({ certificate: server });
    const failed = { is: "failed", fault: { directoryFault: "unreachable" } };
    expect(await ask({ ...settingsOf(directory), ca }, "carol")).toMatchObject(failed);
    expect(directory.heard).toEqual([]);
  });
});
