import type { Connection } from "../../auth/connection.ts";
import type { Reach } from "../../reach.ts";

/** Where a provider writes down what we look for. `groups` may hold a list or one name. */
export type Fields = {
  readonly id: string;
  readonly email: string;
  readonly verified: string;
  readonly username: string;
  readonly name: string;
  readonly groups: string;
};

/** What both kinds have: who we are there, what we ask for, and how far calls on its behalf may go. */
type Registration = Connection & {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly fields: Fields;
  readonly reach: Reach;
};

/** An OpenID provider: everything else is discovered at its issuer, but what stands in `endpoints` (OL-05). */
export type OpenIdProvider = Registration & {
  readonly kind: "openid";
  /** May hold `{tenantid}`: then each person comes from a tenant of their own, and `tenants` names where all of them are described. */
  readonly issuer: string;
  readonly tenants: "common" | "organizations" | null;
  readonly endpoints: { readonly authorizeUrl?: string; readonly tokenUrl?: string; readonly userInfoUrl?: string };
};

/** A provider of plain OAuth 2 (OL-06). `emailsUrl` lists the person's addresses, where the user information cannot be believed about them. */
export type PlainProvider = Registration & {
  readonly kind: "oauth2";
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
  readonly emailsUrl: string | null;
  readonly clientAuth: "basic" | "body";
};

/** A place to sign in, as it is configured (OL-07). Frozen (OL-08). */
export type Provider = OpenIdProvider | PlainProvider;
