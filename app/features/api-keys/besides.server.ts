import type { Besides } from "../enabled.server.ts";
import { deleteOldKeys, listAllKeys } from "./list-keys.server.ts";

/** What API keys do beside answering requests. */
export const apiKeysBesides: Besides = {
  chores: { "old API keys": deleteOldKeys },
  ownData: async (userId) => ({ apiKeys: await listAllKeys(userId) }),
};
