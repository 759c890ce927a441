import { Client, EqualityFilter } from "ldapts";
import { afterAll, describe, expect, it } from "vitest";

import { baseDn, directoryPassword, groupDn, service } from "#app/lab/directory/entries.ts";
import { dnOf, oddName } from "./slapd/fixtures.ts";
import { bindsIn, searchesIn } from "./slapd/log.ts";
import { slapdIfPossible } from "./slapd/start-slapd.ts";

const slapd = await slapdIfPossible();
afterAll(() => slapd?.stop());

/** Runs what a client does over StartTLS, and lets it go. */
async function visit<Result>(run: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ url: slapd?.url ?? "", timeout: 1_000, connectTimeout: 1_000 });
  try {
    await client.startTLS({ ca: slapd?.authority, host: "127.0.0.1" });
    return await run(client);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

const isTaken = (dn: string, password: string) =>
  visit((client) => client.bind(dn, password)).then(
    () => true,
    () => false,
  );

const look = (attribute: string, value: string) =>
  visit(async (client) => {
    await client.bind(service.dn, service.password);
    const filter = new EqualityFilter({ attribute, value });
    const attributes = ["cn", "mail", "memberOf", "entryUUID"];
    return (await client.search(baseDn, { filter, attributes })).searchEntries;
  });

describe.skipIf(!slapd)("OpenLDAP, as the other tests find it", () => {
  it("takes the right password of everybody who has one and is not locked, whatever their name is", async () => {
    for (const name of ["alice", oddName, "nomail"]) expect(await isTaken(dnOf(name), directoryPassword)).toBe(true);
    for (const name of ["nopassword", "nobody"]) expect(await isTaken(dnOf(name), directoryPassword)).toBe(false);
    expect(await isTaken(dnOf("alice"), "wrong")).toBe(false);
    await slapd?.setLocked("locked", true);
    expect(await isTaken(dnOf("locked"), directoryPassword)).toBe(false);
    await slapd?.setLocked("locked", false);
    expect(await isTaken(dnOf("locked"), directoryPassword)).toBe(true);
  });

  it("falls into the trap of an empty password (LD01)", async () => {
    expect(await isTaken(dnOf("alice"), "")).toBe(true);
  });

  it("has people with no address, with two, and two with one", async () => {
    expect((await look("uid", "nomail"))[0]?.mail).toEqual([]);
    expect((await look("uid", "twomails"))[0]?.mail).toHaveLength(2);
    expect(await look("mail", "twins@example.com")).toHaveLength(2);
  });

  it("has groups within groups, which go round in a circle, and moves people between them", async () => {
    expect(await look("member", groupDn("staff"))).toMatchObject([{ cn: "everybody" }]);
    expect(await look("member", groupDn("everybody"))).toMatchObject([{ cn: "staff" }]);
    await slapd?.setGroups("nina", ["admins", "viewers"]);
    expect((await look("uid", "nina"))[0]?.memberOf).toEqual(["admins", "viewers"].map(groupDn));
    await slapd?.setGroups("nina", ["editors"]);
    expect((await look("uid", "nina"))[0]?.memberOf).toBe(groupDn("editors"));
  });

  it("is there again after it hung or was killed, and knows what it knew", async () => {
    const [before] = await look("uid", "carol");
    await slapd?.hang();
    await expect(look("uid", "carol")).rejects.toThrow(/./);
    await slapd?.recover();
    expect(await look("uid", "carol")).toEqual([before]);
    await slapd?.kill();
    await expect(look("uid", "carol")).rejects.toThrow(/./);
    await slapd?.recover();
    expect(await look("uid", "carol")).toEqual([before]);
  });

  it("writes down what it hears", async () => {
    const lines = (await slapd?.linesOf(() => look("uid", "erin"))) ?? [];
    expect(searchesIn(lines)).toEqual(["(uid=erin)"]);
    expect(bindsIn(lines)).toEqual([service.dn]);
  });
});
