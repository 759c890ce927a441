import type { IdentityProvider } from "./identity-provider.ts";

/** What a response must fit (decision 17). */
export type Expected = {
  readonly provider: IdentityProvider;
  /** The address at which it came in. */
  readonly acsUrl: string;
  /** Our entity id at this provider. */
  readonly audience: string;
  /** The question of ours that it should answer. Null where nobody asked: then it counts only where the provider allows unsolicited ones. */
  readonly requestId: string | null;
  readonly now: Date;
  /** Private keys, PEM; none where nothing encrypted is taken. */
  readonly decryptionKeys: readonly string[];
};
