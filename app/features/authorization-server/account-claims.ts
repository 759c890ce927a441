import type { User } from "../../db/users.schema.ts";
import { personFrom } from "../../auth/person.ts";

/** What a client learns of a person, in the words of OpenID Connect (Core, section 5.1); which of it, the scopes decide. */
export const claimsByScope = {
  openid: ["sub"],
  profile: ["name", "given_name", "family_name", "preferred_username"],
  email: ["email", "email_verified"],
};

/** All that could be said of somebody. */
export function claimsOf(user: User) {
  const { fullName, firstName, lastName, username } = personFrom(user);
  return {
    sub: user.id,
    name: fullName || username,
    ...(firstName ? { given_name: firstName } : {}),
    ...(lastName ? { family_name: lastName } : {}),
    preferred_username: username,
    email: user.email,
    email_verified: user.emailVerifiedAt !== null,
  };
}
