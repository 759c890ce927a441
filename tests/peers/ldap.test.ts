import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { afterAll, afterEach, describe, expect, it } from "vitest";

import { baseDn, directoryPassword, groupDn, service } from "#app/lab/directory/entries.ts";
import { makeCertificates } from "#tests/support/certificates.ts";
import usernames from "../attacks/data/ldap-usernames.json" with { type: "json" };
import { askDirectory } from "#app/features/ldap/ask-directory.server.ts";
import { assertionFrom } from "#app/features/ldap/assertion-from.ts";
import { checkDirectory } from "#app/features/ldap/check-directory.server.ts";
import type { Directory } from "#app/features/ldap/directory.ts";
import { readDirectories } from "#app/features/ldap/environment.ts";
import { dnOf, oddName } from "./slapd/fixtures.ts";
import { bindsIn, searchesIn } from "./slapd/log.ts";
import { slapdIfPossible, type Slapd } from "./slapd/start-slapd.ts";

const slapd = await slapdIfPossible();
afterAll(() => slapd?.stop());
afterEach(() => slapd?.recover());

/** The server, which is there wherever these tests run. */
const there = slapd as Slapd;

/** The directory as its settings make it: over StartTLS with its authority, and with an account that looks people up. `""` takes one away. */
function directoryWith(more: Record<string, string | undefined> = {}): Directory {
  const settings = {
    URL: there.url,
    START_TLS: "true",
    CA_FILE: there.authorityFile,
    BASE_DN: baseDn,
    BIND_DN: service.dn,
    BIND_PASSWORD: service.password,
    TRUSTED_DOMAINS: "example.com",
    GROUP_MAP: "editors=editor,everybody=viewer",
    ...more,
  };
  const written = Object.entries(settings).map(([name, value]) => [`LDAP_PEER_${name}`, value]);
  const { settings: directories, problems } = readDirectories(Object.fromEntries(written));
  if (!directories[0]) throw new Error(problems.join("\n"));
  return directories[0];
}

const ask = (directory: Directory, name: string, password = directoryPassword) =>
  askDirectory(directory, name, password, async () => true);

async function assertionOf(directory: Directory, name: string) {
  const answer = await ask(directory, name);
  if (answer.is !== "known") throw new Error(`${name} is ${answer.is}`);
  return assertionFrom(directory, answer);
}

/** By a bind under the person's own name, without an account that looks anybody up. */
const template = {
  BIND_DN: "",
  BIND_PASSWORD: "",
  USER_DN_TEMPLATE: `uid={username},ou=people,${baseDn}`,
};
const ways = { search: {}, template };

describe.skipIf(!slapd)("OpenLDAP", () => {
  it.each(Object.entries(ways))("LD-03 LD-04 says who somebody is (%s)", async (_, way) => {
    expect(await assertionOf(directoryWith(way), "carol")).toMatchObject({
      authority: "ldap:peer",
      subject: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
      username: "carol",
      email: "carol@example.com",
      firstName: "Carol",
      lastName: "Viewer",
    });
  });

  it.each(Object.entries(ways))("knows one person under every spelling of their name (%s)", async (_, way) => {
    const { subject } = await assertionOf(directoryWith(way), "alice");
    for (const spelling of ["ALICE", "Alice", " alice "])
      expect((await assertionOf(directoryWith(way), spelling)).subject).toBe(subject);
  });

  it.each(Object.entries(ways))("Z-04 LD03 lets in whoever is called %s", async (_, way) => {
    expect((await assertionOf(directoryWith(way), oddName)).username).toBe(oddName);
  });

  it("LD-06 tells of people with no address, and with two", async () => {
    expect((await assertionOf(directoryWith(), "nomail")).email).toBeNull();
    expect((await assertionOf(directoryWith({ EMAIL_DOMAIN: "example.com" }), "nomail")).email).toBe(
      "nomail@example.com",
    );
    expect((await assertionOf(directoryWith(), "twomails")).email).toBe("first@example.com");
  });

  it("LD-10 LD12 reads groups: those that somebody is in, or those around them too, round in a circle", async () => {
    const [direct, nested] = [directoryWith(), directoryWith({ GROUPS: "nested" })];
    expect((await assertionOf(direct, "nina")).groups).toEqual(["editors"]);
    expect((await assertionOf(nested, "nina")).groups.toSorted()).toEqual(["editors", "everybody"]);
    await there.setGroups("nina", []);
    expect((await assertionOf(direct, "nina")).groups).toEqual([]);
    expect((await assertionOf(nested, "nina")).groups).toEqual([]);
    await there.setGroups("nina", ["editors"]);
    const elsewhere = { GROUP_BASE_DN: `ou=people,${baseDn}`, GROUP_MAP: "editors=editor" };
    expect((await assertionOf(directoryWith(elsewhere), "nina")).groups).toEqual([]);
  });

  it("is found to be well when an administrator asks", async () => {
    expect(await checkDirectory(directoryWith())).toMatchObject({ ok: true });
    expect(await checkDirectory(directoryWith({ BIND_PASSWORD: "wrong" }))).toMatchObject({ flaw: "service-account" });
    expect(await checkDirectory(directoryWith({ BASE_DN: "dc=example,dc=org" }))).toMatchObject({ ok: false });
  });
});

describe.skipIf(!slapd)("a password", () => {
  it.each(Object.entries(ways))("that is wrong costs one bind of theirs (%s)", async (_, way) => {
    const lines = await there.linesOf(async () =>
      expect(await ask(directoryWith(way), "carol", "wrong")).toMatchObject({ is: "refused" }),
    );
    expect(bindsIn(lines).filter((dn) => dn !== service.dn)).toEqual([dnOf("carol")]);
  });

  it.each(Object.entries(ways))(
    "LD01 LD-02 that is empty never reaches it, and would be taken (%s)",
    async (_, way) => {
      const lines = await there.linesOf(async () => {
        for (const empty of ["", " ", "\t ", "\0", `${directoryPassword}\0`])
          expect(await ask(directoryWith(way), "carol", empty)).toEqual({ is: "nobody" });
        for (const nobody of ["", " ", "\0"]) expect(await ask(directoryWith(way), nobody)).toEqual({ is: "nobody" });
      });
      expect(lines).toEqual([]);
    },
  );

  it.each(["locked", "nopassword"])("does not let in %s", async (name) => {
    await there.setLocked("locked", true);
    expect(await ask(directoryWith(), name)).toMatchObject({ is: "refused", detail: "result 49" });
  });

  it.each(Object.entries(ways))(
    "LD02 LD03 by a name of the attackers' adds nothing to what is asked (%s)",
    async (_, way) => {
      const lines = await there.linesOf(async () => {
        for (const name of names) expect(await ask(directoryWith(way), name)).not.toMatchObject({ is: "known" });
      });
      expect(searchesIn(lines).filter((filter) => !isOneValue.test(filter))).toEqual([]);
      expect(bindsIn(lines).filter((dn) => !isServiceOrOneStep.test(dn))).toEqual([]);
      expect(lines.join()).not.toMatch(/method=(?!128)/); // anything else is another way to sign in
      expect(lines.join()).toMatch(/SRCH base=|BIND dn=/);
    },
  );
});

/** Names that nobody has: of filters, of DNs, and of other ways to sign in. */
const names = [
  ...usernames.reject,
  "a,ou=former",
  "carol+cn=x",
  '"carol"',
  "#04056361726f6c",
  "uid=carol",
  "EXTERNAL",
  "PLAIN",
  "SCRAM-SHA-1",
];

const isOneValue = /^\(uid=(?:[^()*\\]|\\[\dA-F]{2})*\)$/;

/** One step below the people, whatever stands in it. */
const isServiceOrOneStep = new RegExp(`^(?:${service.dn}|uid=(?:[^,+"\\\\]|\\\\.)+,ou=people,${baseDn})$`);

describe.skipIf(!slapd)("the way to it", () => {
  const refusal = { is: "failed", fault: { directoryFault: "unreachable" } };
  const secure = { START_TLS: "false" };

  it.each([
    ["by StartTLS", {}],
    ["by ldaps", secure],
  ])("LD-01 LD08 is protected %s", async (_, more) => {
    const directory = directoryWith({ ...more, ...(more === secure && { URL: there.secureUrl }) });
    const lines = await there.linesOf(async () => expect(await ask(directory, "carol")).toMatchObject({ is: "known" }));
    expect(lines.join("\n")).toMatch(/TLS established/);
  });

  it.each([
    ["by StartTLS", () => there.url, {}],
    ["by ldaps", () => there.secureUrl, secure],
  ])(
    "LD08 is none for another's certificate, or one of another name: no password goes there (%s)",
    async (_, url, more) => {
      const stranger = join(dirname(there.authorityFile), "stranger.pem");
      writeFileSync(stranger, makeCertificates("127.0.0.1").authority);
      const otherName = url().replace("127.0.0.1", "localhost");
      const lines = await there.linesOf(async () => {
        for (const wrong of [{ URL: url(), CA_FILE: "" }, { URL: url(), CA_FILE: stranger }, { URL: otherName }])
          expect(await ask(directoryWith({ ...more, ...wrong }), "carol")).toMatchObject(refusal);
      });
      expect(lines.join()).toContain("ACCEPT");
      expect(bindsIn(lines)).toEqual([]);
    },
  );

  it.each([
    ["refuses StartTLS", 2],
    ["takes it, and goes on in the clear", 0],
  ])("LD08 is none by way of somebody who %s", async (_, code) => {
    const heard: Buffer[] = [];
    const between = createServer((client) => {
      client.on("error", () => undefined);
      client.on("data", (bytes) => {
        heard.push(bytes);
        // An extended response (RFC 4511, 4.12) to the message of this number.
        client.write(Buffer.from([0x30, 12, 2, 1, bytes[4] ?? 0, 0x78, 7, 10, 1, code, 4, 0, 4, 0]));
      });
    }).listen(0, "127.0.0.1");
    await once(between, "listening");
    const { port } = between.address() as AddressInfo;
    expect(await ask(directoryWith({ URL: `ldap://127.0.0.1:${port}` }), "carol")).toMatchObject({ is: "failed" });
    between.close();
    expect(heard.length).toBeGreaterThan(0);
    for (const secret of [service.password, directoryPassword, service.dn])
      expect(Buffer.concat(heard).includes(secret)).toBe(false);
  });

  it.each(["hang", "kill"] as const)("LD07 LD-11 ends within its seconds when it is told to %s", async (weather) => {
    await there[weather]();
    const began = performance.now();
    expect(await ask(directoryWith(), "carol")).toMatchObject(refusal);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("LD-11 ends when it dies between the search and the bind", async () => {
    const answer = askDirectory(directoryWith(), "carol", directoryPassword, async () => {
      await there.kill();
      return true;
    });
    expect(await answer).toMatchObject(refusal);
  });
});

it.skipIf(!slapd)("groups are called by their names in full, in any spelling", async () => {
  const directory = directoryWith({ GROUP_MAP: "" });
  const answer = await ask(directory, "nina");
  expect(answer).toMatchObject({ is: "known", groups: [groupDn("editors")] });
});
