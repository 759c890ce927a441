import { about, faultList } from "./fault.ts";
import { formats, newId, type SaidOfSomebody } from "./said.ts";
import { labPeople, subjectOf } from "../people.ts";
import { attributesOf } from "./said.ts";

const attributes = (change: SaidOfSomebody["attributes"]) =>
  about((said) => ({ attributes: { ...said.attributes, ...change } }));
const named = (value: string, format: string | null = formats.persistent) =>
  about(() => ({ nameId: { value, format } }));

/** Odd things said of a person, well signed. */
export const personFaults = faultList({
  "no-email": attributes({ email: [] }),
  "email-is-not-one": attributes({ email: ["Not an address <root@example.com>"] }),
  "email-of-alice": attributes({ email: ["alice@example.com"] }),
  "two-emails": about((said) => ({
    attributes: { ...said.attributes, email: ["alice@example.com", ...(said.attributes.email ?? [])] },
  })),
  "no-attributes": about(() => ({ attributes: {} })),
  "no-groups": attributes({ groups: [] }),
  "in-group-admins": attributes({ groups: ["admins"] }),
  "nina-left-her-group": {
    saysOf: (said) =>
      said.nameId?.value === subjectOf("nina") ? { ...said, attributes: { ...said.attributes, groups: [] } } : said,
  },
  "many-groups": attributes({ groups: Array.from({ length: 2_000 }, (_, number) => `group-${number}`) }),
  "no-name": about(() => ({ nameId: null })),
  "empty-name": named(""),
  "long-name": named("n".repeat(5_000)),
  "transient-name": { saysOf: (said) => ({ ...said, nameId: { value: newId(), format: formats.transient } }) },
  "name-without-format": about(({ nameId }) => ({ nameId: nameId && { ...nameId, format: null } })),
  "name-is-the-email": about(({ attributes: { email = [] } }) => ({
    nameId: { value: email[0] ?? "", format: formats.email },
  })),
});

/** What a forger would say instead: that root signed in. */
export function aboutRoot(said: SaidOfSomebody): SaidOfSomebody {
  const root = labPeople.find(({ username }) => username === "root");
  if (!root || !said.nameId) return said;
  const nameId = { ...said.nameId, value: subjectOf("root") };
  return { ...said, id: newId(), nameId, attributes: attributesOf(root) };
}
