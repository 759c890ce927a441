import { z } from "zod";

import { isInRanges, readAddress, readRange, type AddressRange } from "../../addresses.ts";
import type { ConditionType } from "../condition.ts";
import { settingList, settingText } from "../condition-settings.ts";

const range = settingText.refine((text) => readRange(text) !== null, {
  error: ({ input }) => `"${String(input)}" is neither an address nor a range such as 10.0.0.0/8 or fd00::/8.`,
});

const settings = z.strictObject({ ranges: settingList(range) });

/**
 * The request came from an address in one of `ranges` (RU-05, AZ20); IPv4 inside IPv6 counts as IPv4. Never where there is no request. Which
 * address that is, the trusted proxies decide and not a header (AZ21).
 */
export const ipRange: ConditionType<z.infer<typeof settings>> = {
  type: "ip_range",
  settings,
  holds({ ranges }, { address }) {
    const read = readAddress(address ?? undefined);
    return read !== null && isInRanges(read, takenApart(ranges));
  },
  saw: ({ ranges }, { address }) => ({ address: address?.slice(0, 200) ?? "no request", ranges: ranges.join(", ") }),
};

const known = new WeakMap<readonly string[], readonly AddressRange[]>();

function takenApart(ranges: readonly string[]): readonly AddressRange[] {
  const apart = known.get(ranges) ?? ranges.map(readRange).filter((one) => one !== null);
  known.set(ranges, apart);
  return apart;
}
