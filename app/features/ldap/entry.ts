/** What a directory answers about one of its entries: every attribute as a list, by its name in small letters. */
export type Entry = { readonly dn: string; readonly values: ReadonlyMap<string, readonly (string | Buffer)[]> };

/** The attributes that are asked for, by name: an entry's own id is only given to who asks for it. */
export const attributesFor = (userAttribute: string): string[] => [
  ...new Set(["entryUUID", "objectGUID", "mail", "givenName", "sn", "memberOf", userAttribute]),
];

/** An entry as the library gives it: no value, one, or a list. */
export function entryOf({ dn, ...attributes }: Record<string, unknown>): Entry {
  const values = Object.entries(attributes).map(([name, value]): [string, (string | Buffer)[]] => [
    name.toLowerCase(),
    [value].flat().filter((one) => typeof one === "string" || Buffer.isBuffer(one)),
  ]);
  return { dn: typeof dn === "string" ? dn : "", values: new Map(values) };
}

/** The texts of an attribute. */
export const textsOf = ({ values }: Entry, attribute: string): string[] =>
  (values.get(attribute.toLowerCase()) ?? []).flatMap((value) => (typeof value === "string" && value ? value : []));

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What names an entry for ever, whatever becomes of its name: its `entryUUID`, or its `objectGUID`; null where it has neither. */
export function idOf(entry: Entry): string | null {
  const text = textsOf(entry, "entryUUID")[0]?.toLowerCase() ?? "";
  if (UUID.test(text)) return text;
  const guid = entry.values.get("objectguid")?.[0];
  return Buffer.isBuffer(guid) && guid.length === 16 ? guidText(guid) : null;
}

// As Active Directory writes it: the first three numbers are little-endian.
function guidText(guid: Buffer): string {
  const hex = (bytes: Buffer) => bytes.toString("hex");
  const turned = (from: number, to: number) => hex(Buffer.from(guid.subarray(from, to).toReversed()));
  return [turned(0, 4), turned(4, 6), turned(6, 8), hex(guid.subarray(8, 10)), hex(guid.subarray(10))].join("-");
}
