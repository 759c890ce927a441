import { connect } from "node:net";

import { Client, EqualityFilter } from "ldapts";
import { afterAll, afterEach, describe, expect, it } from "vitest";

import { startDirectory } from "./directory.ts";
import { baseDn, directoryPassword, groupDn, personDn, service, uuidOf } from "./entries.ts";
import { faultNames, type FaultName } from "./faults.ts";

const directory = await startDirectory();
afterAll(directory.close);
afterEach(() => directory.faults.clear());

const tried = new Set<FaultName>();
const turnOn = (fault: FaultName) => (tried.add(fault), directory.faults.add(fault));

/** Runs what a client does that waits no longer than 300 ms, and lets it go. */
async function visit<Result>(run: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ url: directory.url, timeout: 300, connectTimeout: 300 });
  return run(client).finally(() => client.unbind().catch(() => undefined));
}

const bindAs = (dn: string, password: string) => visit((client) => client.bind(dn, password));

const look = (username: string, { isSomebody = true } = {}) =>
  visit(async (client) => {
    if (isSomebody) await client.bind(service.dn, service.password);
    const filter = new EqualityFilter({ attribute: "uid", value: username });
    return client.search(baseDn, { filter, attributes: ["uid", "mail", "memberOf", "entryUUID"] });
  });

const found = async (username: string) => (await look(username)).searchEntries[0];

/** What is said to somebody who asks in bytes, until they have had enough or it ends. */
async function bytesFrom(isEnough: (bytes: Buffer) => boolean): Promise<{ bytes: Buffer; hadError: boolean }> {
  const socket = connect(Number(new URL(directory.url).port), "127.0.0.1");
  // Binds as nobody: message 1, version 3, without a name and without a password.
  socket.write(Buffer.from("300c020101600702010304008000", "hex"));
  let bytes = Buffer.alloc(0);
  let hadError = false;
  socket.on("error", () => (hadError = true));
  socket.on("data", (more) => {
    bytes = Buffer.concat([bytes, more]);
    if (isEnough(bytes)) socket.destroy();
  });
  await new Promise((resolve) => socket.once("close", resolve));
  return { bytes, hadError };
}

const never = () => false;

describe("a line that is", () => {
  it.each(["hangs", "drips", "garbage", "http-answer", "resets", "breaks-off", "down", "floods"] as const)(
    "%s lets nobody in",
    async (fault) => {
      turnOn(fault);
      await expect(bindAs(service.dn, service.password)).rejects.toThrow(/./);
    },
  );

  it("down ends at once, and again when it is well", async () => {
    turnOn("down");
    expect((await bytesFrom(never)).bytes).toHaveLength(0);
    directory.faults.clear();
    await bindAs(service.dn, service.password);
  });

  it("slow takes a second", async () => {
    turnOn("slow");
    const began = performance.now();
    expect((await bytesFrom((bytes) => bytes.length > 0)).bytes.length).toBeGreaterThan(7);
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it("hanging after the bind answers one thing", async () => {
    turnOn("hangs-after-bind");
    await bindAs(service.dn, service.password);
    await expect(look("alice")).rejects.toThrow("timed out");
  });

  it("dripping gives one byte at a time", async () => {
    turnOn("drips");
    expect((await bytesFrom((bytes) => bytes.length > 0)).bytes).toHaveLength(1);
  });

  it("of another protocol, reset or broken off says so in its bytes", async () => {
    turnOn("http-answer");
    expect(String((await bytesFrom(never)).bytes)).toMatch(/^HTTP\/1\.1 400/);
    directory.faults.clear();
    turnOn("resets");
    expect(await bytesFrom(never)).toMatchObject({ hadError: true });
    directory.faults.clear();
    turnOn("breaks-off");
    expect((await bytesFrom(never)).bytes).toHaveLength(7);
    directory.faults.clear();
    turnOn("floods");
    expect((await bytesFrom((bytes) => bytes.length > 1_000_000)).bytes.subarray(0, 2).toString("hex")).toBe("3084");
  });
});

describe("a bind", () => {
  it("falls into the trap of an empty password, and is nobody's (LD01)", async () => {
    await expect(bindAs(personDn("alice"), "")).rejects.toMatchObject({ code: 53 });
    turnOn("password-trap");
    await bindAs(personDn("alice"), "");
    await expect(bindAs(personDn("alice"), "wrong")).rejects.toMatchObject({ code: 49 });
    const asNobody = visit(async (client) => {
      await client.bind(personDn("alice"), "");
      return client.search(baseDn, { filter: new EqualityFilter({ attribute: "uid", value: "alice" }) });
    });
    await expect(asNobody).rejects.toMatchObject({ code: 50 });
  });

  it.each([
    ["service-refused", 49, null],
    ["locked", null, 49],
    ["locked-by-policy", null, 19],
    ["wants-tls", 8, 8],
    ["busy", 51, 51],
  ] as const)("%s: the app gets %s, a person %s", async (fault, app, person) => {
    turnOn(fault);
    const codeOf = (bound: Promise<void>) => bound.then(() => null).catch(({ code }: { code: number }) => code);
    expect(await codeOf(bindAs(service.dn, service.password))).toBe(app);
    expect(await codeOf(bindAs(personDn("alice"), directoryPassword))).toBe(person);
  });
});

describe("a search", () => {
  it("is anybody's where that is allowed (LD06)", async () => {
    await expect(look("alice", { isSomebody: false })).rejects.toMatchObject({ code: 50 });
    turnOn("anonymous-search");
    expect((await look("alice", { isSomebody: false })).searchEntries).toHaveLength(1);
  });

  it("finds two, the wrong one, or one without a place (LD05)", async () => {
    const names = async () => (await look("bob")).searchEntries.map(({ dn }) => dn);
    turnOn("two-entries");
    expect(await names()).toEqual([personDn("bob"), personDn("erin")]);
    directory.faults.clear();
    turnOn("wrong-entry");
    expect(await names()).toEqual([personDn("alice")]);
    directory.faults.clear();
    turnOn("empty-dn");
    expect(await names()).toEqual([""]);
    directory.faults.clear();
    turnOn("entry-elsewhere");
    expect(await names()).toEqual(["uid=bob,ou=people,dc=example,dc=org"]);
  });

  it.each([
    ["size-limit", 4],
    ["referral", 10],
    ["unavailable", 52],
  ] as const)("that ends with %s ends with the code %i", async (fault, code) => {
    turnOn(fault);
    await look("bob").catch(() => undefined);
    expect(directory.heard[0]).toMatchObject({ operation: "search", code });
  });

  it("may refer to another place (LD09)", async () => {
    turnOn("search-reference");
    const { searchEntries, searchReferences } = await look("bob");
    expect(searchEntries).toEqual([]);
    expect(searchReferences.join()).toContain("ou=trap");
  });
});

describe("an entry", () => {
  it.each([
    ["no-uuid", { entryUUID: [] }],
    ["uuid-of-another", { entryUUID: uuidOf("root") }],
    ["no-mail", { mail: [] }],
    ["two-mails", { mail: ["nina@example.com", "second@example.com"] }],
    ["mail-of-alice", { mail: "alice@example.com" }],
    ["mail-is-not-one", { mail: "Not an address <root@example.com>" }],
    ["no-groups", { memberOf: [] }],
    ["in-group-admins", { memberOf: groupDn("admins") }],
    ["group-of-the-same-name", { memberOf: "cn=editors,ou=games,dc=example,dc=com" }],
    ["nina-left-her-group", { memberOf: [] }],
  ] as const)("with %s is another", async (fault, said) => {
    const before = await found("nina");
    turnOn(fault);
    expect(await found("nina")).toEqual({ ...before, ...said });
  });

  it("has another id when its name was given anew", async () => {
    turnOn("name-given-anew");
    expect((await found("nina"))?.entryUUID).not.toBe(uuidOf("nina"));
  });
});

it("every fault is tried here", () => {
  expect([...tried].toSorted()).toEqual([...faultNames].toSorted());
});
