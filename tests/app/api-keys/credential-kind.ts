import type { CredentialKind } from "../credential-kinds.ts";
import { sendJson } from "../administrators.ts";
import { keyOf, showing } from "./made-keys.ts";

/** Keys, for the tests that ask the same of every kind of credential. */
export const apiKeyKind: CredentialKind = {
  name: "key",
  survivesNewPassword: true,
  async get({ browser }) {
    const { id, key } = await keyOf(browser, ["project:read"]);
    return { headers: showing(key), giveUp: () => sendJson(browser, "DELETE", `/api/keys/${id}`) };
  },
};
