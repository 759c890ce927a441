import type { Person } from "../access/principal.ts";
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
