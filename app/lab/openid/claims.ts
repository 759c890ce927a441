import type { Said } from "./fault.ts";
import { saidWith } from "./faults.ts";
import { subjectOf } from "./people.ts";
import { circumstances, type Grant, type ProviderState } from "./state.ts";

/** What the provider says of a person, as much of it as the app asked for (OpenID Connect Core 5.4). Groups it always says, as most do. */
export function claimsAbout(provider: ProviderState, { username, scopes }: Pick<Grant, "username" | "scopes">): Said {
  const { firstName, lastName, email, groups } = personNamed(provider, username);
  const name = `${firstName} ${lastName}`;
  const about: Said = {
    sub: subjectOf(username),
    ...(scopes.includes("profile") && {
      name,
      given_name: firstName,
      family_name: lastName,
      preferred_username: username,
    }),
    ...(scopes.includes("email") && { email, email_verified: true }),
    groups,
  };
  return saidWith(provider.faults, "person", about, circumstances(provider));
}

/** Somebody who was chosen on the page a moment ago. Throws when they are not there. */
export function personNamed({ people }: ProviderState, username: string) {
  const person = people.find((one) => one.username === username);
  if (!person) throw new Error(`nobody of this name is in the lab: ${username}`);
  return person;
}
