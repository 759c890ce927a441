import { now } from "../../clock.ts";
import type { ApiKey } from "./api-keys.schema.ts";

/** What may be told of a key: never its hash. */
export type KeyShown = Pick<ApiKey, "id" | "name" | "prefix" | "scopes" | "createdAt" | "expiresAt" | "lastUsedAt"> & {
  state: "active" | "ending" | "expired" | "revoked";
};

/** A row as it is shown: named one by one, so that a new column is told only by somebody who means it. */
export function keyShown(row: ApiKey): KeyShown {
  const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt } = row;
  return { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, state: stateOf(row) };
}

function stateOf({ isActive, expiresAt, rotatedAt }: ApiKey): KeyShown["state"] {
  if (!isActive) return "revoked";
  if (expiresAt && expiresAt <= now()) return rotatedAt ? "revoked" : "expired";
  return rotatedAt ? "ending" : "active";
}
