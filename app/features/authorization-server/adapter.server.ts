import type { Adapter, AdapterPayload } from "oidc-provider";

import { seconds } from "../../clock.ts";
import { asking } from "./asking.server.ts";
import { metadataOf } from "./client-metadata.ts";
import { findClient } from "./clients.server.ts";
import {
  consumeRecord,
  dropGrant,
  dropRecord,
  findRecord,
  keepFirstRecord,
  keepRecord,
  type Payload,
} from "./records.server.ts";

/** What the protocol is told when something that works once was used by somebody else a moment ago: it throws what the client gets. */
export type Refuse = (what: "used" | "seen") => never;

/** Where the protocol keeps its things, by their kind: clients as administrators have entered them, everything else as records (AS-09, AS-10). */
export function storeOf(kind: string, refuse: Refuse): Adapter {
  if (kind === "Client") return { ...recordsOf(kind, refuse), find: findMetadata };
  return recordsOf(kind, refuse);
}

const findMetadata = async (id: string) => {
  const client = await findClient(id);
  return client ? metadataOf(client) : undefined;
};

// Kinds of which a second one with the same id is an attack.
const once = ["ReplayDetection"];

const recordsOf = (kind: string, refuse: Refuse): Adapter => ({
  async upsert(id, payload, expiresIn = 0) {
    const kept = [kind, id, payload as Payload, seconds(expiresIn)] as const;
    if (!once.includes(kind)) return keepRecord(...kept);
    if (!(await keepFirstRecord(...kept))) refuse("seen");
  },
  find: (id) => findRecord(kind, id) as Promise<AdapterPayload | undefined>,
  findByUid: (uid) => findRecord(kind, uid, "uid") as Promise<AdapterPayload | undefined>,
  findByUserCode: (code) => findRecord(kind, code, "userCode") as Promise<AdapterPayload | undefined>,
  // The protocol looks first and uses up afterwards: of several who have looked at the same time one goes on, and what it is given goes (AS06).
  async consume(id) {
    if (await consumeRecord(kind, id)) return;
    const grantId = (await findRecord(kind, id))?.grantId;
    if (grantId) await endGrant(grantId);
    refuse("used");
  },
  destroy: (id) => (kind === "Grant" ? endGrant(id) : dropRecord(kind, id)),
  revokeByGrantId: endGrant,
});

async function endGrant(id: string): Promise<void> {
  const ended = await dropGrant(id);
  if (ended) asking.getStore()?.noted.ended.push(ended);
}
