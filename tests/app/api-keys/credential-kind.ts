import type { CredentialKind } from "../credential-kinds.ts";
import { sendJson } from "../administrators.ts";
import { keyOf, showing } from "./made-keys.ts";

/** Keys, for the tests that ask the same of every kind of credential. */
export const apiKeyKind: CredentialKind = {
  name: "key",
  survivesNewPassword: true,
  async get({ browser, scopes = ["project:read"] }) {
    const { id, key } = await keyOf(browser, scopes);
    return { headers: showing(key), giveUp: () => sendJson(browser, "DELETE", `/api/keys/${id}`) };
  },
};
