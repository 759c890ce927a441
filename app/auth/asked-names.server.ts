import { hours } from "../clock.ts";
import type { Database } from "../db/client.server.ts";
import { countOne } from "./counters.server.ts";
import { canonicalUsername } from "./identifiers.ts";

// A tenth of one, so that a name asked for just before the full hour does not come free at its stroke.
const HELD = { most: 0.1, window: hours(1) };

/**
 * Notes that somebody asks for a user name. False when somebody did within the last hour: then it counts as taken even if nobody has it.
 * A registration with a known address makes no account and must not show it by a name that is still free (PW04, C-17).
 */
export async function askForName(database: Database, username: string): Promise<boolean> {
  return (await countOne("asking for the name", canonicalUsername(username), HELD, database)).allowed;
}
