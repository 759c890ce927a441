import { z } from "zod";

import { CONNECTION_NAME } from "../../auth/connection.ts";
import type { Reach } from "../../reach.ts";
import type { OpenIdProvider, PlainProvider, Provider } from "./provider.ts";
import { isTenantId, openIdSettings, plainSettings } from "./provider-settings.ts";

/** A provider as somebody has written it down: `settings` are those of the environment, without its prefix. */
export type Written = {
  readonly name: string;
  readonly kind: Provider["kind"];
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly reach: Reach;
};
export type ReadProvider =
  { ok: true; provider: Provider } | { ok: false; problems: readonly { setting: string | null; message: string }[] };

/** The provider that these settings make, frozen (OL-08), or everything that is wrong with them. */
export function readProvider({ name, kind, settings, reach }: Written): ReadProvider {
  if (!CONNECTION_NAME.test(name))
    return problem(`"${name}" cannot stand in an address: a letter, then letters, digits, hyphens`);
  if (kind === "openid") {
    const read = openIdSettings.safeParse(settings);
    return read.success ? { ok: true, provider: frozen(openId(name, reach, read.data)) } : problemsOf(read.error);
  }
  const read = plainSettings.safeParse(settings);
  return read.success ? { ok: true, provider: frozen(plain(name, reach, read.data)) } : problemsOf(read.error);
}

function openId(name: string, reach: Reach, read: z.output<typeof openIdSettings>): OpenIdProvider {
  const tenant = read.ISSUER.includes("{tenantid}") ? (read.TENANT ?? "common") : "";
  const isOne = isTenantId(tenant);
  return {
    ...registration(name, reach, read, "sub"),
    kind: "openid",
    issuer: isOne ? read.ISSUER.replace("{tenantid}", tenant) : read.ISSUER,
    tenants: tenant === "common" || tenant === "organizations" ? tenant : null,
    endpoints: { authorizeUrl: read.AUTHORIZE_URL, tokenUrl: read.TOKEN_URL, userInfoUrl: read.USERINFO_URL },
  };
}

function plain(name: string, reach: Reach, read: z.output<typeof plainSettings>): PlainProvider {
  return {
    ...registration(name, reach, read, read.ID_FIELD),
    kind: "oauth2",
    authorizeUrl: read.AUTHORIZE_URL,
    tokenUrl: read.TOKEN_URL,
    userInfoUrl: read.USERINFO_URL,
    emailsUrl: read.EMAILS_PATH ? read.USERINFO_URL + read.EMAILS_PATH : null,
    clientAuth: read.CLIENT_AUTH,
  };
}

type Registered = z.output<typeof openIdSettings> | z.output<typeof plainSettings>;

const registration = (name: string, reach: Reach, read: Registered, id: string) => ({
  name,
  reach,
  label: read.LABEL,
  trustedDomains: read.TRUSTED_DOMAINS,
  groupMap: read.GROUP_MAP,
  createsUsers: read.CREATE_USERS,
  clientId: read.CLIENT_ID,
  clientSecret: read.CLIENT_SECRET,
  scopes: read.SCOPES,
  fields: {
    id,
    email: read.EMAIL_FIELD,
    verified: read.VERIFIED_FIELD,
    username: read.USERNAME_FIELD,
    name: read.NAME_FIELD,
    groups: read.GROUPS_FIELD,
  },
});

const problem = (message: string): ReadProvider => ({ ok: false, problems: [{ setting: null, message }] });

const problemsOf = ({ issues }: z.ZodError): ReadProvider => ({
  ok: false,
  problems: issues.map(({ path, message }) => ({ setting: String(path[0]), message })),
});

/** The same value, frozen with all that is in it. */
export function frozen<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) frozen(part as object);
  return Object.freeze(value);
}
