import type { FoundSession } from "../auth/session-lookup.server.ts";
import type { Vouching } from "./request-context.ts";

/** True for a session that came by the proxy while it names another person: they sit at the same browser by now. */
export const isSomebodyElses = ({ session }: FoundSession, vouching: Vouching): boolean =>
  session.method === "proxy" && vouching.ok && session.vouchedSubject !== vouching.subject;
