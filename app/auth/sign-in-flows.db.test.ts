import { describe, expect, it } from "vitest";

import { newPerson, origin } from "#tests/support/arrivals.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "../clock.ts";
import { db } from "../db/client.server.ts";
import { heldIdentities, signInFlows } from "../db/sign-in-flows.schema.ts";
import type { Assertion } from "./assertion.ts";
import { connectHeld } from "./connect-held.server.ts";
import type { Connection } from "./connection.ts";
import {
  deleteExpiredHeldIdentities,
  findHeldIdentity,
  holdIdentity,
  takeHeldIdentity,
  type HeldIdentity,
} from "./held-identities.server.ts";
import { hashToken, randomToken } from "./secrets.server.ts";
import { beginFlow, deleteExpiredFlows, takeFlow, type Flow } from "./sign-in-flows.server.ts";

const flow: Flow = {
  connection: "harbour",
  purpose: "sign-in",
  userId: null,
  redirectTo: "/projects",
  secrets: { verifier: "a-verifier", nonce: "a-nonce" },
};
const [ada, eve] = [randomToken(), randomToken()];
const at = (more: Partial<Flow> = {}) => beginFlow({ ...flow, ...more }, ada);

describe("a sign-in that leads over another place", () => {
  it("OL-02 comes back with what it began with", async () => {
    const mara = await newPerson("mara");
    expect(await takeFlow(await at(), ada, "harbour")).toEqual(flow);
    const connecting = { purpose: "connect", userId: mara.id } as const;
    expect(await takeFlow(await at(connecting), ada, "harbour")).toEqual({ ...flow, ...connecting });
  });

  it("OC01 is nothing without its state, with another, or with one that is none", async () => {
    const state = await at();
    for (const wrong of [null, "", randomToken(), `${state}x`, state.slice(1), hashToken(state)])
      expect(await takeFlow(wrong, ada, "harbour")).toBeNull();
    expect(await takeFlow(state, ada, "harbour")).not.toBeNull();
  });

  it("OC02 is nothing in another browser, or in one without the cookie, and waits for its own", async () => {
    const state = await at();
    expect(await takeFlow(state, eve, "harbour")).toBeNull();
    expect(await takeFlow(state, null, "harbour")).toBeNull();
    expect(await takeFlow(state, ada, "harbour")).toEqual(flow);
  });

  it("OC03 counts once, also when it comes back ten times at once", async () => {
    const state = await at();
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeFlow(state, ada, "harbour")));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await takeFlow(state, ada, "harbour")).toBeNull();
  });

  it("OC12 comes back from where it went to, and from nowhere else", async () => {
    const state = await at();
    expect(await takeFlow(state, ada, "lighthouse")).toBeNull();
    expect(await takeFlow(state, ada, "harbour")).not.toBeNull();
  });

  it("is over after ten minutes, and swept away", async () => {
    const state = await at();
    travel(minutes(10));
    expect(await takeFlow(state, ada, "harbour")).toBeNull();
    await deleteExpiredFlows();
    expect(await db.select().from(signInFlows)).toEqual([]);
  });

  it("keeps nothing that could be read: neither the state nor the verifier nor the browser's token", async () => {
    const state = await at();
    const rows = JSON.stringify(await db.select().from(signInFlows));
    for (const secret of [state, ada, "a-verifier", "a-nonce"]) expect(rows).not.toContain(secret);
  });
});

const assertion = {
  authority: "https://harbour.example.test",
  subject: "nina",
  email: "nina@secret.test",
} as Assertion;
const held: HeldIdentity = { connection: "harbour", kind: "harbour", assertion, userId: null };
const hold = () => holdIdentity(held, ada);

describe("an identity that waits for its owner to say whose account it belongs to", () => {
  it("is seen as often as they like, and taken once, in their browser alone", async () => {
    const id = await hold();
    expect(await findHeldIdentity(id, ada)).toEqual(held);
    expect(await findHeldIdentity(id, eve)).toBeNull();
    expect(await takeHeldIdentity(id, eve)).toBeNull();
    expect(await takeHeldIdentity(id, null)).toBeNull();
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeHeldIdentity(id, ada)));
    expect(taken.filter(Boolean)).toEqual([held]);
  });

  it("AZ08 is connected through a connection of its own kind alone, whatever else has the name by now", async () => {
    const freya = await newPerson("freya");
    const other = { name: "harbour", kind: "another", groupMap: { nina: ["admin"] } } as unknown as Connection;
    const connected = connectHeld(freya.id, { id: await hold(), browserToken: ada }, async () => other, origin);
    expect(await connected).toEqual({ ok: false, reason: "gone" });
  });

  it("is none under an id that is none", async () => {
    for (const id of ["", "x", "' or true --", (await hold()).toUpperCase()])
      expect(await findHeldIdentity(id, ada)).toBeNull();
  });

  it("waits half an hour, unreadable", async () => {
    const id = await hold();
    expect(JSON.stringify(await db.select().from(heldIdentities))).not.toContain("secret.test");
    travel(minutes(30));
    expect(await findHeldIdentity(id, ada)).toBeNull();
    await deleteExpiredHeldIdentities();
    expect(await db.select().from(heldIdentities)).toEqual([]);
  });
});
