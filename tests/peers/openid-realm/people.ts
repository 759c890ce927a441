import { createHash } from "node:crypto";

import { demoPassword } from "#app/db/demo-data.ts";
import { labPeople, type LabPerson } from "#app/lab/openid/people.ts";

/** The people of the realm, who are those of the lab under other subjects. */
export const people: LabPerson[] = [...labPeople];

/** The password of everybody in the realm. */
export const realmPassword = demoPassword;

/** What the realm knows somebody by: a UUID, as Keycloak does. */
export function subjectOf(username: string): string {
  const hex = createHash("sha256").update(`a person of the realm: ${username}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** Puts somebody into these groups and out of all others. */
export function setGroups(username: string, groups: readonly string[]): void {
  const at = people.findIndex((person) => person.username === username);
  const person = people[at];
  if (person) people[at] = { ...person, groups };
}

/** What the realm says of somebody, by scope. It does not vouch for bob's address. */
export function claimsOf({ username, firstName, lastName, email, groups }: LabPerson) {
  return {
    sub: subjectOf(username),
    name: `${firstName} ${lastName}`,
    given_name: firstName,
    family_name: lastName,
    preferred_username: username,
    email,
    email_verified: username !== "bob",
    groups,
  };
}
