import type { AttributeMapping } from "./identity-provider.ts";

/** Names under which an attribute may stand, the first that is there counts. Only the id has one: another one would be another person. */
export type AttributeNames = { readonly id: string | null } & Readonly<
  Record<Exclude<keyof AttributeMapping, "id">, readonly string[]>
>;

const MICROSOFT = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/** What identity providers call them unless somebody says otherwise: by the plain name, by its OID, as Microsoft does (SA-05). */
export const usualNames: AttributeNames = {
  id: null,
  email: ["email", "mail", "urn:oid:0.9.2342.19200300.100.1.3", `${MICROSOFT}/emailaddress`],
  firstName: ["firstName", "givenName", "urn:oid:2.5.4.42", `${MICROSOFT}/givenname`],
  lastName: ["lastName", "sn", "surname", "urn:oid:2.5.4.4", `${MICROSOFT}/surname`],
  username: ["username", "uid", "urn:oid:0.9.2342.19200300.100.1.1"],
  groups: [
    "groups",
    "memberOf",
    "urn:oid:1.3.6.1.4.1.5923.1.5.1.1",
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
  ],
};

/** The usual names, but where somebody has written another one. */
export function namesFrom(written: {
  readonly [Field in keyof AttributeMapping]?: string | undefined;
}): AttributeNames {
  const { id, email, firstName, lastName, username, groups } = written;
  return {
    id: id || null,
    email: email ? [email] : usualNames.email,
    firstName: firstName ? [firstName] : usualNames.firstName,
    lastName: lastName ? [lastName] : usualNames.lastName,
    username: username ? [username] : usualNames.username,
    groups: groups ? [groups] : usualNames.groups,
  };
}

/** Which attribute says what in one assertion. */
export function mappingFor(names: AttributeNames, said: ReadonlyMap<string, readonly string[]>): AttributeMapping {
  const first = (candidates: readonly string[]) => candidates.find((name) => said.has(name)) ?? null;
  const { id, email, firstName, lastName, username, groups } = names;
  return {
    id,
    email: first(email),
    firstName: first(firstName),
    lastName: first(lastName),
    username: first(username),
    groups: first(groups),
  };
}
