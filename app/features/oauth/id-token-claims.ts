import { minutes, now, seconds } from "../../clock.ts";
import type { OpenIdProvider } from "./provider.ts";
import { subjectFrom, type Said } from "./profile.ts";
import { isTenantId, PERSONAL_TENANT } from "./provider-settings.ts";

/** How far a provider's clock may be off. */
export const CLOCK_TOLERANCE = seconds(30);
const RECENT = minutes(5);

/**
 * What is wrong with the claims of an ID token beyond what openid-client looks at, or null (OC07, OC08). `isFresh`: the person was asked to
 * show themselves anew, so a provider that says when they did must say just now.
 */
export function doubtIn(claims: Said, provider: OpenIdProvider, isFresh: boolean): string | null {
  const { sub, iat, azp, auth_time: authTime } = claims;
  const present = now().getTime();
  if (typeof sub !== "string" || subjectFrom(sub) === null) return "the sub is no name of anybody";
  if (seconds(Number(iat)) > present + CLOCK_TOLERANCE) return "the ID token was issued in the future";
  if (azp !== undefined && azp !== provider.clientId) return "the ID token was made for somebody else";
  if (isFresh && typeof authTime === "number" && seconds(authTime) < present - RECENT)
    return "the person did not show themselves anew";
  return provider.tenants && !isFromTenant(claims, provider.tenants) ? "the tenant is none that may sign in" : null;
}

const isFromTenant = ({ tid }: Said, tenants: "common" | "organizations"): boolean =>
  typeof tid === "string" && isTenantId(tid) && (tenants === "common" || tid !== PERSONAL_TENANT);
