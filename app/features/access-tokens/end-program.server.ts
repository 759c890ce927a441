import { findProgram } from "../../auth/program-sessions.server.ts";
import { signOut } from "../../auth/sign-out.server.ts";
import type { Origin } from "../../audit/record.server.ts";
import { readRefreshToken } from "./refresh-token.server.ts";
import { findRefreshToken } from "./refresh-tokens.server.ts";

/** Ends the session to which a refresh token belongs, with every token of it (LG-11, RV-02). An unknown token changes nothing, and is not told. */
export async function endProgram(text: string, origin: Origin): Promise<void> {
  const token = readRefreshToken(text);
  const stored = token && (await findRefreshToken(token));
  const found = stored && (await findProgram(stored.sessionId));
  if (found) await signOut(found.user.id, found.session.id, origin);
}
