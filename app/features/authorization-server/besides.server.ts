import type { Besides } from "../enabled.server.ts";
import { listApplications } from "./list-applications.server.ts";
import { deleteOldRecords } from "./records.server.ts";

/** What the authorization server does beside answering requests. */
export const authorizationServerBesides: Besides = {
  chores: { "old protocol records": deleteOldRecords },
  ownData: async (userId) => ({ applications: await listApplications(userId) }),
};
