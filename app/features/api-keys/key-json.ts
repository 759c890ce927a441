import type { KeyShown } from "./key-shown.ts";

/** A key as programs see it: with `key`, the text itself, in the one answer to its making. */
export const keyJson = ({ id, name, prefix, scopes, expiresAt, lastUsedAt, createdAt }: KeyShown, key?: string) => ({
  id,
  name,
  prefix,
  scopes,
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  ...(key === undefined ? {} : { key, message: "Store this key securely. It will not be shown again." }),
});
