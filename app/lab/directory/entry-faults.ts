import { baseDn, uuidOf, type Attributes, type Entry } from "./entries.ts";
import { faultList } from "./fault.ts";

const said = (entry: Entry, attributes: Attributes): Entry =>
  "uid" in entry.attributes ? { ...entry, attributes: { ...entry.attributes, ...attributes } } : entry;
const aside = (entry: Entry, operational: Attributes): Entry =>
  "uid" in entry.attributes ? { ...entry, operational: { ...entry.operational, ...operational } } : entry;

/** Odd things that stand in the entries of people (LD12, LD13). */
export const entryFaults = faultList({
  "no-uuid": { entry: (entry) => aside(entry, { entryUUID: [] }) },
  "uuid-of-another": { entry: (entry) => aside(entry, { entryUUID: [uuidOf("root")] }) },
  // A name that was given to somebody new when its first owner had left.
  "name-given-anew": { entry: (entry) => aside(entry, { entryUUID: [uuidOf(`${entry.dn} the second`)] }) },
  "no-mail": { entry: (entry) => said(entry, { mail: [] }) },
  "two-mails": { entry: (entry) => said(entry, { mail: [...(entry.attributes.mail ?? []), "second@example.com"] }) },
  "mail-of-alice": { entry: (entry) => said(entry, { mail: ["alice@example.com"] }) },
  "mail-is-not-one": { entry: (entry) => said(entry, { mail: ["Not an address <root@example.com>"] }) },
  "group-of-the-same-name": { entry: (entry) => aside(entry, { memberOf: [`cn=editors,ou=games,${baseDn}`] }) },
  "no-groups": { person: (person) => ({ ...person, groups: [] }) },
  "in-group-admins": { person: (person) => ({ ...person, groups: ["admins"] }) },
  "nina-left-her-group": { person: (person) => (person.username === "nina" ? { ...person, groups: [] } : person) },
});
