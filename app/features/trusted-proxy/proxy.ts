import type { AddressRange } from "../../addresses.ts";
import type { Connection } from "../../auth/connection.ts";

/** The header by which the proxy shows that it is the one: it carries the secret that only the two know. */
export const SECRET_HEADER = "x-proxy-auth-secret";

/** A proxy that stands in front of the app and says who asks. Headers are named in lower case. */
export type TrustedProxy = Connection & {
  readonly header: string;
  /** The header that lists their groups, with commas between them; null where none does. */
  readonly groupsHeader: string | null;
  readonly secret: string;
  /** Where its connections come from: the addresses of the sockets, whatever a header says. */
  readonly ranges: readonly AddressRange[];
  /** Where the proxy answers, when that is not where the app does: on the same host, since cookies stay there. */
  readonly origin: string | null;
};
