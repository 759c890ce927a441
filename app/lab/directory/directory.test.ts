import { AndFilter, Client, EqualityFilter, NotFilter, OrFilter, PresenceFilter, SubstringFilter } from "ldapts";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { startDirectory } from "./directory.ts";
import { baseDn, directoryPassword, groupDn, personDn, service, uuidOf } from "./entries.ts";

const directory = await startDirectory();
afterAll(directory.close);
beforeEach(() => void directory.heard.splice(0));

/** Runs what a client does, and lets it go. */
async function visit<Result>(run: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ url: directory.url, timeout: 2_000, connectTimeout: 2_000 });
  return run(client).finally(() => client.unbind());
}

const bindAs = (dn: string, password: string) => visit((client) => client.bind(dn, password));
const is = (attribute: string, value: string) => new EqualityFilter({ attribute, value });

const look = (filter: EqualityFilter | AndFilter, attributes: string[] = [], sizeLimit = 0) =>
  visit(async (client) => {
    await client.bind(service.dn, service.password);
    return (await client.search(`ou=people,${baseDn}`, { filter, attributes, sizeLimit })).searchEntries;
  });

describe("the lab's directory", () => {
  it("takes the right password of somebody, and no other", async () => {
    await bindAs(personDn("alice"), directoryPassword);
    await bindAs("UID=Alice, ou=people,dc=Example,dc=com", directoryPassword);
    await expect(bindAs(personDn("alice"), "wrong")).rejects.toMatchObject({ code: 49 });
    await expect(bindAs(personDn("nobody"), directoryPassword)).rejects.toMatchObject({ code: 49 });
    await expect(bindAs(personDn("alice"), "")).rejects.toMatchObject({ code: 53 });
  });

  it("finds somebody by their name, and tells what is asked for", async () => {
    const attributes = ["uid", "mail", "givenName", "sn", "memberOf", "entryUUID"];
    expect(await look(is("uid", "NINA"), attributes)).toEqual([
      {
        dn: personDn("nina"),
        uid: "nina",
        mail: "nina@example.com",
        givenName: "Nina",
        sn: "Newcomer",
        memberOf: groupDn("editors"),
        entryUUID: uuidOf("nina"),
      },
    ]);
    expect(uuidOf("nina")).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  it("keeps what is operational to itself, until it is named", async () => {
    const [entry] = await look(is("uid", "nina"));
    expect(Object.keys(entry ?? {})).not.toContain("entryUUID");
    expect((await look(is("uid", "nina"), ["+"]))[0]).toMatchObject({ entryUUID: uuidOf("nina") });
  });

  it("shows nothing to whoever has not shown themselves", async () => {
    const filter = is("uid", "alice");
    await expect(visit((client) => client.search(baseDn, { filter }))).rejects.toMatchObject({ code: 50 });
    const refused = visit(async (client) => {
      await client.bind(service.dn, service.password);
      await client.bind(personDn("alice"), "wrong").catch(() => undefined);
      return client.search(baseDn, { filter });
    });
    await expect(refused).rejects.toMatchObject({ code: 50 });
  });

  it("has groups within groups, which go round in a circle", async () => {
    const around = (dn: string) =>
      visit(async (client) => {
        await client.bind(service.dn, service.password);
        return (await client.search(`ou=groups,${baseDn}`, { filter: is("member", dn) })).searchEntries.map(
          ({ cn }) => cn,
        );
      });
    expect(await around(personDn("nina"))).toEqual(["editors"]);
    expect(await around(groupDn("editors"))).toEqual(["staff"]);
    expect(await around(groupDn("staff"))).toEqual(["everybody"]);
    expect(await around(groupDn("everybody"))).toEqual(["staff"]);
  });

  it("moves people between groups when told to", async () => {
    directory.setGroups("nina", ["admins", "viewers"]);
    expect((await look(is("uid", "nina"), ["memberOf"]))[0]?.memberOf).toEqual(["admins", "viewers"].map(groupDn));
    directory.setGroups("nina", ["editors"]);
  });

  it("keeps to the limit that it is asked for", async () => {
    expect(await look(is("objectClass", "inetOrgPerson"), [], 2)).toHaveLength(2);
    expect(directory.heard[0]).toMatchObject({ operation: "search", sizeLimit: 2, code: 4 });
  });

  it("tells tests what it heard, filters as what they are (LD02)", async () => {
    const name = "*)(uid=*\0é";
    const filter = new AndFilter({
      filters: [
        is("uid", name),
        new NotFilter({ filter: new OrFilter({ filters: [new PresenceFilter({ attribute: "mail" })] }) }),
      ],
    });
    expect(await look(filter)).toEqual([]);
    const present = { type: "present", attribute: "mail" };
    expect(directory.heard).toEqual([
      expect.objectContaining({
        operation: "search",
        as: service.dn,
        base: `ou=people,${baseDn}`,
        scope: "sub",
        filter: {
          type: "and",
          filters: [
            { type: "equals", attribute: "uid", value: name },
            { type: "not", filter: { type: "or", filters: [present] } },
          ],
        },
      }),
      { operation: "bind", dn: service.dn, password: "given", code: 0 },
    ]);
    await look(new AndFilter({ filters: [new SubstringFilter({ attribute: "uid", initial: "al" })] }));
    expect(directory.heard[0]).toMatchObject({ filter: { filters: [{ type: "other" }] } });
  });

  it("lets everybody go who has had their answer", async () => {
    await bindAs(personDn("alice"), directoryPassword);
    await expect.poll(directory.openConnections).toBe(0);
  });

  it("has no StartTLS", async () => {
    await expect(visit((client) => client.startTLS())).rejects.toMatchObject({ code: 2 });
  });
});
