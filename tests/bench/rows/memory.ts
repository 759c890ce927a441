import { join } from "node:path";

import { accessRules } from "../memory/access-rules.ts";
import { checksums } from "../memory/checksums.ts";
import { malformedKeys, malformedTokens } from "../memory/malformed.ts";
import { rowRules } from "../memory/row-rules.ts";
import { startDeciding, type Deciding } from "../memory/start.ts";
import { arePartOfApp } from "../people/programs.ts";
import type { Scale } from "../scale.ts";
import type { Workplace } from "../workplace.ts";

/** What is decided without the network or the database: permissions, checksums, shapes. Bursts give decisions per second of processor time. */
export function startMemoryVariants({ guarded, peers }: Workplace, { decide: time }: Scale): Promise<Deciding[]> {
  const [rules, rows, signed, malformed] = [accessRules(), rowRules(), checksums(), malformedTokens()];
  const keys = malformedKeys();
  const ours = (name: string) => join(guarded, "bench", `${name}.js`);
  return Promise.all([
    startDeciding("can, ours", ours("can"), rules, time),
    startDeciding("can, casbin", join(peers, "can-casbin.js"), rules, time),
    startDeciding("can, CASL", join(peers, "can-casl.js"), rules, time),
    startDeciding("decide on a row, ours", ours("decide"), rows, time),
    startDeciding("decide on a row, CASL", join(peers, "can-casl-rows.js"), rows, time),
    startDeciding("checksum, ours", ours("mac"), signed, time),
    startDeciding("checksum, createHmac", ours("mac-by-runtime"), signed, time),
    startDeciding("malformed, ours", ours("malformed"), malformed, time),
    ...(arePartOfApp ? [startDeciding("malformed key, ours", ours("malformed-keys"), keys, time)] : []),
  ]);
}
