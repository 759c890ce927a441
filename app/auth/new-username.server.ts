import type { Database } from "../db/client.server.ts";
import { usernameField } from "./account-fields.ts";
import type { Assertion } from "./assertion.ts";
import { askForName } from "./asked-names.server.ts";
import { randomToken } from "./secrets.server.ts";
import { findByUsername } from "./users.server.ts";

const LONGEST = 40;
const NOBODY = "person";

/**
 * A user name for somebody new whom nobody has asked for one: what they are called elsewhere, or the first part of their address, as far as
 * it can be one here; with something random behind it when somebody has or wants that name (Z-02).
 */
export async function newUsername(
  transaction: Database,
  { username, email }: Pick<Assertion, "username" | "email">,
): Promise<string> {
  const name = shaped(username) ?? shaped(email) ?? NOBODY;
  const isFree = (await askForName(transaction, name)) && !(await findByUsername(name, transaction));
  return isFree ? name : `${name}-${randomToken(6)}`;
}

// Of an address only the part before the @: user names have none, and the rest is nobody's business.
function shaped(given: string | null): string | null {
  const [name = ""] = (given ?? "").split("@");
  const fitting = name.replace(/[^\p{L}\p{N} ._-]/gu, "").replace(/^[ ._-]+/, "");
  const parsed = usernameField.safeParse([...fitting].slice(0, LONGEST).join(""));
  return parsed.success ? parsed.data : null;
}
