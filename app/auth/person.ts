import type { Person, SignedIn } from "../access/principal.ts";
import type { Standing } from "../access/role-graph.ts";
import type { User } from "../db/users.schema.ts";
import { fullName } from "./identifiers.ts";

/** The public part of a person's row. Named one by one, so that a new column of the table never travels by accident. */
export const personFrom = ({
  id,
  username,
  email,
  firstName,
  lastName,
  isStaff,
  isSuperuser,
}: Pick<User, "id" | "username" | "email" | "firstName" | "lastName" | "isStaff" | "isSuperuser">): Person => ({
  id,
  username,
  email,
  firstName,
  lastName,
  fullName: fullName({ firstName, lastName }),
  isStaff,
  isSuperuser,
});

/** By what somebody is known; at a browser nothing caps that. */
export type Arrived = Pick<SignedIn, "via" | "method" | "pending" | "session"> &
  Partial<Pick<SignedIn, "credential" | "scopes" | "claims">>;

/** A person who has come in, as the security context of a request. */
export const principalFrom = (
  user: Parameters<typeof personFrom>[0] & Pick<User, "attributes">,
  how: Arrived,
  standing: Standing,
): SignedIn => ({
  kind: "user",
  isAuthenticated: true,
  isAnonymous: false,
  userId: user.id,
  user: personFrom(user),
  credential: null,
  scopes: null,
  claims: null,
  attributes: { ...user.attributes },
  ...how,
  ...standing,
});
