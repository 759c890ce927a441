import { DN } from "ldapts";

import { baseDn, directoryPassword, groupDn, service } from "#app/lab/directory/entries.ts";
import { labPeople, type LabPerson } from "#app/lab/people.ts";

/** An entry to be added. */
export type Fixture = { readonly dn: string; readonly attributes: Record<string, string | string[]> };

/** A name in which everything stands that means something to a filter or to a DN. */
export const oddName = "we*ird(user)\\name,x=1";

/** Where an entry of this name is, whatever stands in it. */
export const dnOf = (username: string): string =>
  new DN().addPairRDN("uid", username).toString() + `,ou=people,${baseDn}`;

const person = (
  username: string,
  more: Partial<LabPerson> & { mails?: string[]; password?: string | null } = {},
): Fixture => {
  const {
    firstName = "",
    lastName = username,
    mails = more.email ? [more.email] : [],
    password = directoryPassword,
  } = more;
  return {
    dn: dnOf(username),
    attributes: {
      objectClass: "inetOrgPerson",
      uid: username,
      cn: `${firstName} ${lastName}`.trim(),
      sn: lastName,
      ...(firstName && { givenName: firstName }),
      ...(mails.length > 0 && { mail: mails }),
      ...(password && { userPassword: password }),
    },
  };
};

const oddPeople: Fixture[] = [
  person(oddName, { email: "weird@example.com" }),
  person("nomail"),
  person("twomails", { mails: ["first@example.com", "second@example.com"] }),
  person("twin.one", { email: "twins@example.com" }),
  person("twin.two", { email: "twins@example.com" }),
  person("locked", { email: "locked@example.com" }),
  person("nopassword", { email: "nopassword@example.com", password: null }),
];

const group = (name: string, member: string[]): Fixture => ({
  dn: groupDn(name),
  // It must have a member, and may have one that does not exist.
  attributes: { objectClass: "groupOfNames", cn: name, member: member.length > 0 ? member : [nobodyDn] },
});

/** Stands in groups that nobody is in. */
export const nobodyDn = `cn=nobody,${baseDn}`;

const unit = (name: string): Fixture => ({
  dn: `ou=${name},${baseDn}`,
  attributes: { objectClass: "organizationalUnit", ou: name },
});

const groupNames = [...new Set(labPeople.flatMap(({ groups }) => groups))];

/** Everything that is in the directory at first, in the order in which it can be added. */
export const fixtures: readonly Fixture[] = [
  {
    dn: baseDn,
    attributes: { objectClass: ["dcObject", "organization"], o: "Example", dc: baseDn.slice(3, baseDn.indexOf(",")) },
  },
  ...["people", "groups", "services", "policies"].map(unit),
  {
    dn: `cn=default,ou=policies,${baseDn}`,
    attributes: {
      objectClass: ["device", "pwdPolicy"],
      cn: "default",
      pwdAttribute: "userPassword",
      pwdLockout: "TRUE",
      pwdMaxFailure: "5",
    },
  },
  {
    dn: service.dn,
    attributes: {
      objectClass: ["applicationProcess", "simpleSecurityObject"],
      cn: "gatehouse",
      userPassword: service.password,
    },
  },
  ...labPeople.map(({ username, ...more }) => person(username, more)),
  ...oddPeople,
  ...groupNames.map((name) =>
    group(
      name,
      labPeople.filter(({ groups }) => groups.includes(name)).map(({ username }) => dnOf(username)),
    ),
  ),
  group("staff", [groupDn("admins"), groupDn("editors")]),
  group("everybody", [groupDn("staff"), groupDn("viewers")]),
];

/** What closes the circle: everybody, who are staff, become staff. Only whoever is there can become a member with all that follows from it. */
export const circle = { group: groupDn("staff"), member: groupDn("everybody") };
