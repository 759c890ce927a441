import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

const kept = new Map<string, AdapterPayload>();

/** What the realm knows besides its people, for as long as the process runs: it outlives the provider, which a new key replaces. */
export const memory: AdapterFactory = (kind): Adapter => {
  const nameOf = (id: string) => `${kind}:${id}`;
  const findWhere = (holds: (payload: AdapterPayload) => boolean) =>
    [...kept].find(([name, payload]) => name.startsWith(`${kind}:`) && holds(payload))?.[1];
  return {
    upsert: async (id, payload) => void kept.set(nameOf(id), payload),
    find: async (id) => kept.get(nameOf(id)),
    findByUid: async (uid) => findWhere((payload) => payload.uid === uid),
    findByUserCode: async (userCode) => findWhere((payload) => payload.userCode === userCode),
    consume: async (id) => void Object.assign(kept.get(nameOf(id)) ?? {}, { consumed: Math.floor(Date.now() / 1_000) }),
    destroy: async (id) => void kept.delete(nameOf(id)),
    async revokeByGrantId(grantId) {
      for (const [name, payload] of kept) if (payload.grantId === grantId) kept.delete(name);
    },
  };
};
