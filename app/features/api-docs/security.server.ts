import type { Credential } from "../../access/principal.ts";
import { anyCredential } from "../../guards/any-credential.ts";
import { cookieNames } from "../../guards/cookies.server.ts";
import { permissionsOf } from "../../guards/decide-policy.ts";
import type { OperationMethod } from "../../guards/operations.ts";
import { isOpen, isPending, type Policy } from "../../guards/policy.ts";

const bearer = { type: "http", scheme: "bearer" } as const;

/** How each kind of credential is shown, by the names that the document uses. A proxy shows its people by itself. */
const schemesOf: Record<Credential, Readonly<Record<string, object>>> = {
  session: {
    sessionCookie: { type: "apiKey", in: "cookie", name: cookieNames.session, description: "A person at a browser." },
  },
  apiKey: {
    apiKey: { ...bearer, bearerFormat: "gh_live_…", description: "A key of somebody's, capped by its scopes." },
    apiKeyHeader: { type: "apiKey", in: "header", name: "X-API-Key", description: "The same key in a header." },
  },
  accessToken: {
    accessToken: { ...bearer, bearerFormat: "JWT", description: "A token that a program got by signing in." },
  },
  proxy: {},
};

const formToken = {
  type: "apiKey",
  in: "header",
  name: "X-XSRF-TOKEN",
  description: `What stands in the cookie ${cookieNames.csrf}: whatever a browser changes needs it.`,
};

/** Every way to show who one is that this app takes. */
export const securitySchemes = { ...Object.assign({}, ...anyCredential.map((one) => schemesOf[one])), formToken };

/** What is asked of whoever calls an operation, as a list of which one is enough: the ways to show who one is, each with the scopes that it needs. */
export function securityOf(policy: Policy, method: OperationMethod): Record<string, readonly string[]>[] {
  if (isOpen(policy)) return [];
  const scopes = scopesOf(policy, method);
  const { via = ["session"] } = isPending(policy) ? {} : policy;
  const changes = method !== "GET";
  return via.flatMap((credential) =>
    Object.keys(schemesOf[credential]).map((name) =>
      credential === "session" ? { [name]: [], ...(changes ? { formToken: [] } : {}) } : { [name]: scopes },
    ),
  );
}

/** The scopes that a key or token needs: the permissions that are asked for, and what else the policy names. */
function scopesOf(policy: Policy, method: OperationMethod): readonly string[] {
  if (isOpen(policy) || isPending(policy)) return [];
  const ofMethod = policy.each?.[method];
  const read = policy.on ? [policy.on.read] : [];
  return [...new Set([...read, ...permissionsOf(policy), ...(ofMethod ? [ofMethod] : []), ...(policy.scopes ?? [])])];
}
