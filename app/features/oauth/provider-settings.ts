import { z } from "zod";

import { connectionSettings } from "../../auth/connection-settings.ts";
import { isSafeAddress } from "../../reach.ts";

const TENANT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/; // RFC 6749 3.3
const CREDENTIAL = /^[\x20-\x7e]{1,2000}$/;

/** What the personal accounts of Microsoft are together: a tenant of its own. */
export const PERSONAL_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";

const credential = z.string().regex(CREDENTIAL, "must be plain text of at most 2000 characters");
const field = z.string().max(200, "must be the name of a field");
const scopes = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((all) => all.every((one) => SCOPE.test(one)), "must be names with spaces between them");
const address = z
  .string()
  .refine(isSafeAddress, "must be an https address without a password or a fragment; http only on this machine");

const registration = connectionSettings.extend({
  CLIENT_ID: credential,
  CLIENT_SECRET: credential,
  EMAIL_FIELD: field.default("email"),
  VERIFIED_FIELD: field.default("email_verified"),
  USERNAME_FIELD: field.default("preferred_username"),
  NAME_FIELD: field.default("name"),
  GROUPS_FIELD: field.default("groups"),
});

/** The settings of an OpenID provider. `openid` is asked for whatever else is. */
export const openIdSettings = registration.extend({
  ISSUER: address.refine((text) => !text.includes("?"), "must be without a question mark"),
  TENANT: z
    .string()
    .toLowerCase()
    .transform((text) => (text === "consumers" ? PERSONAL_TENANT : text))
    .refine(isTenant, "must be the id of a tenant, or common, organizations or consumers")
    .optional(),
  SCOPES: scopes.default(["openid", "email", "profile"]).transform((all) => [...new Set(["openid", ...all])]),
  AUTHORIZE_URL: address.optional(),
  TOKEN_URL: address.optional(),
  USERINFO_URL: address.optional(),
});

/** The settings of a provider of plain OAuth 2 (OL-06). */
export const plainSettings = registration.extend({
  AUTHORIZE_URL: address,
  TOKEN_URL: address,
  USERINFO_URL: address,
  EMAILS_PATH: z.string().startsWith("/", "must begin with a slash").optional(),
  SCOPES: scopes.default([]),
  ID_FIELD: field.default("sub"),
  CLIENT_AUTH: z.enum(["basic", "body"], "must be basic or body").default("basic"),
});

/** True for the id of one tenant. */
export const isTenantId = (text: string): boolean => TENANT_ID.test(text);

function isTenant(text: string): boolean {
  return text === "common" || text === "organizations" || isTenantId(text);
}
