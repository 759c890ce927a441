import { minutes } from "../../clock.ts";
import { faultList, without } from "./fault.ts";
import { subjectOf } from "./people.ts";

const TEN_MINUTES = minutes(10) / 1_000;
const HOUR = 6 * TEN_MINUTES;

/** ID tokens that say something about themselves which must not be believed (OC05, OC07). */
export const claimFaults = faultList({
  "wrong-issuer": { idToken: (claims) => ({ ...claims, iss: "https://elsewhere.example.org" }) },
  "issuer-with-slash": { idToken: (claims, { issuer }) => ({ ...claims, iss: `${issuer}/` }) },
  "no-issuer": { idToken: (claims) => without(claims, "iss") },
  "wrong-audience": { idToken: (claims) => ({ ...claims, aud: "another-client" }) },
  "audience-list-without-azp": {
    idToken: (claims) => ({ ...without(claims, "azp"), aud: [claims.aud, "another-client"] }),
  },
  "wrong-azp": { idToken: (claims) => ({ ...claims, aud: [claims.aud, "another-client"], azp: "another-client" }) },
  "no-audience": { idToken: (claims) => without(claims, "aud") },
  expired: { idToken: (claims, { second }) => ({ ...claims, iat: second - HOUR, exp: second - TEN_MINUTES }) },
  "no-exp": { idToken: (claims) => without(claims, "exp") },
  "exp-as-text": { idToken: (claims) => ({ ...claims, exp: String(claims.exp) }) },
  "no-iat": { idToken: (claims) => without(claims, "iat") },
  "iat-in-future": { idToken: (claims, { second }) => ({ ...claims, iat: second + TEN_MINUTES, exp: second + HOUR }) },
  "nbf-in-future": { idToken: (claims, { second }) => ({ ...claims, nbf: second + TEN_MINUTES }) },
  "wrong-nonce": { idToken: (claims) => ({ ...claims, nonce: "the-nonce-of-somebody-else" }) },
  "no-nonce": { idToken: (claims) => without(claims, "nonce") },
  "old-auth-time": { idToken: (claims, { second }) => ({ ...claims, auth_time: second - HOUR }) },
  "no-auth-time": { idToken: (claims) => without(claims, "auth_time") },
  "no-id-token": { tokens: (answer) => without(answer, "id_token") },
  "no-access-token": { tokens: (answer) => without(answer, "access_token") },
  "id-token-is-not-a-token": { tokens: (answer) => ({ ...answer, id_token: "neither.a.token" }) },
  "wrong-token-type": { tokens: (answer) => ({ ...answer, token_type: "N_A" }) },
  "refused-code": { tokens: () => ({ error: "invalid_grant", error_description: "<b>This code is not known.</b>" }) },
  "clock-skew": { clock: -TEN_MINUTES * 1_000 },
});

/** Odd things said of a person, in the ID token and as user information alike (OC08, OC09). */
export const personFaults = faultList({
  "no-sub": { person: (about) => without(about, "sub") },
  "empty-sub": { person: (about) => ({ ...about, sub: "" }) },
  "numeric-sub": { person: (about) => ({ ...about, sub: 4711 }) },
  "object-sub": { person: (about) => ({ ...about, sub: { $ne: null } }) },
  "long-sub": { person: (about) => ({ ...about, sub: "s".repeat(5_000) }) },
  "email-unverified": { person: (about) => ({ ...about, email_verified: false }) },
  "email-verified-as-text": { person: (about) => ({ ...about, email_verified: "false" }) },
  "email-verified-as-true-text": { person: (about) => ({ ...about, email_verified: "true" }) },
  "email-verified-missing": { person: (about) => without(about, "email_verified") },
  "no-email": { person: (about) => without(without(about, "email"), "email_verified") },
  "email-is-not-one": { person: (about) => ({ ...about, email: "Not an address <root@example.com>" }) },
  "email-of-alice": { person: (about) => ({ ...about, email: "alice@example.com" }) },
  "groups-as-text": { person: (about) => ({ ...about, groups: "admins" }) },
  "no-groups": { person: (about) => without(about, "groups") },
  "in-group-admins": { person: (about) => ({ ...about, groups: ["admins"] }) },
  "nina-left-her-group": {
    person: (about) => (about.preferred_username === "nina" ? { ...about, groups: [] } : about),
  },
  "userinfo-of-another": {
    userInfo: (about) => ({ ...about, sub: subjectOf("root"), email: "root@example.com", preferred_username: "root" }),
  },
  "userinfo-without-sub": { userInfo: (about) => without(about, "sub") },
});
