import { secretsMatch } from "../../auth/secrets.server.ts";

/** Where keys are looked for, and which ones count. */
export type StaticKeys = {
  /** The keys, as they stand in the configuration. */
  keys: readonly string[];
  /** The header that brings one, in any case (AK-09). */
  header?: string;
  /** A parameter of the address that may bring one as well. Left out, as it should be: addresses stand in logs (AK-10). */
  queryParam?: string;
  /** Asked about a key that is none of `keys` (AK-11). */
  validate?: (key: string) => boolean | Promise<boolean>;
};

/**
 * The simplest protection for an address that another program calls: it shows one of a few fixed keys (AK-09). They belong to nobody, have no scopes and
 * are revoked by a change of the configuration; whatever has an owner takes an API key. Compared in a time that tells nothing.
 */
export const staticApiKeys = ({ keys, header = "x-api-key", queryParam, validate }: StaticKeys) => ({
  /** True when the request shows one of them. */
  async accepts(request: Request): Promise<boolean> {
    const inAddress = queryParam === undefined ? null : new URL(request.url).searchParams.get(queryParam);
    const shown = request.headers.get(header) ?? inAddress;
    if (!shown) return false;
    // All of them are compared: how long it takes does not tell which.
    const isListed = keys.map((key) => secretsMatch(key, shown)).includes(true);
    return isListed || ((await validate?.(shown)) ?? false);
  },
});
