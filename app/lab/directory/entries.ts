import { subjectOf, type LabPerson } from "../people.ts";

/** One entry of a directory. What is `operational` comes only to who asks for it by name, or for `+`. */
export type Entry = {
  readonly dn: string;
  readonly attributes: Attributes;
  readonly operational: Attributes;
  /** With which it can be bound as; absent: with none. */
  readonly password?: string;
};
export type Attributes = Readonly<Record<string, readonly string[]>>;

/** Below it is everything that the directory knows. */
export const baseDn = "dc=example,dc=com";

/** As what an app binds to look for people. */
export const service = { dn: `cn=gatehouse,ou=services,${baseDn}`, password: "service pass phrase 2026" };

/** The password of every person in the directory: not the one that the demo people have in the app. */
export const directoryPassword = "directory pass phrase 2026";

export const personDn = (username: string): string => `uid=${username},ou=people,${baseDn}`;
export const groupDn = (name: string): string => `cn=${name},ou=groups,${baseDn}`;

/** By what the directory knows an entry for ever, whatever becomes of its names. */
export const uuidOf = (name: string): string => {
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(subjectOf(name)) ?? [];
  return parts.join("-");
};

/** Groups whose members are groups: admins and editors are staff, staff are everybody, and everybody is staff, so that it goes round in a circle. */
const nested: Readonly<Record<string, readonly string[]>> = {
  staff: ["admins", "editors", "everybody"],
  everybody: ["staff", "viewers"],
};

/** All entries of a directory in which these people are. */
export function entriesOf(people: readonly LabPerson[]): Entry[] {
  const names = new Set(["admins", "editors", "viewers", ...people.flatMap(({ groups }) => groups)]);
  return [
    { dn: service.dn, attributes: { cn: ["gatehouse"] }, operational: {}, password: service.password },
    ...people.map(personEntry),
    ...[...names, ...Object.keys(nested)].map((name) => groupEntry(name, people)),
  ];
}

const personEntry = ({ username, firstName, lastName, email, groups }: LabPerson): Entry => ({
  dn: personDn(username),
  attributes: {
    objectClass: ["inetOrgPerson"],
    uid: [username],
    cn: [`${firstName} ${lastName}`],
    givenName: [firstName],
    sn: [lastName],
    mail: [email],
  },
  operational: { entryUUID: [uuidOf(username)], memberOf: groups.map(groupDn) },
  password: directoryPassword,
});

const groupEntry = (name: string, people: readonly LabPerson[]): Entry => ({
  dn: groupDn(name),
  attributes: {
    objectClass: ["groupOfNames"],
    cn: [name],
    member: [
      ...people.filter(({ groups }) => groups.includes(name)).map(({ username }) => personDn(username)),
      ...(nested[name] ?? []).map(groupDn),
    ],
  },
  operational: { entryUUID: [uuidOf(`group ${name}`)], memberOf: groupsAround(name).map(groupDn) },
});

const groupsAround = (name: string) => Object.keys(nested).filter((outer) => nested[outer]?.includes(name));
