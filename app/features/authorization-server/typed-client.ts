import type { ClientGrant } from "./clients.schema.ts";

/** What an administrator has typed about an application. Lists stand one to a line. */
export type TypedClient = {
  readonly name: string;
  readonly grants: readonly string[];
  readonly keepsSecret: boolean;
  readonly isFirstParty: boolean;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
  /** The user name of the account in whose name it acts when it asks for itself; empty for none. */
  readonly account: string;
};

/** What can be wrong with it, by field. */
export type ClientFlaw =
  | "name"
  | "grants"
  | "keepsSecret"
  | "isFirstParty"
  | "redirectUris"
  | "postLogoutRedirectUris"
  | "scopes"
  | "beyond"
  | "resources"
  | "account";

export const clientGrants = ["browser", "device", "itself"] as const satisfies readonly ClientGrant[];

/** Reads the form of an application. */
export function typedClientIn(form: FormData): TypedClient {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const lines = (name: string) => [...new Set(text(name).split(/\s+/).filter(Boolean))];
  return {
    name: text("name"),
    grants: form.getAll("grants").map(String),
    keepsSecret: form.has("keepsSecret"),
    isFirstParty: form.has("isFirstParty"),
    redirectUris: lines("redirectUris"),
    postLogoutRedirectUris: lines("postLogoutRedirectUris"),
    scopes: form.getAll("scopes").map(String),
    resources: lines("resources"),
    account: text("account"),
  };
}
