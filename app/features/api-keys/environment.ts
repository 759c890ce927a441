import { flawOfSecret, keyList, type VersionedKey } from "../../env-keys.ts";

/** The settings of API keys. `signingKeys`: null where the keys that sign sessions are to be used, for a purpose of their own. */
export type ApiKeySettings = {
  readonly signingKeys: readonly VersionedKey[] | null;
  /** What other programs show to the webhook of the example. */
  readonly webhookKeys: readonly string[];
};

type Source = Readonly<Record<string, string | undefined>>;

/** Reads `API_KEY_SIGNING_KEYS` and `WEBHOOK_KEYS`, with everything that is wrong with them. */
export function readApiKeySettings(source: Source): { settings: ApiKeySettings; problems: string[] } {
  const written = source.API_KEY_SIGNING_KEYS;
  const read = written === undefined ? null : keyList.safeParse(written);
  const webhookKeys = (source.WEBHOOK_KEYS ?? "")
    .split(",")
    .map((key) => key.trim())
    .filter(Boolean);
  const flaws = webhookKeys.map(flawOfSecret).filter((flaw) => flaw !== null);
  return {
    settings: Object.freeze({ signingKeys: read?.data ?? null, webhookKeys }),
    problems: [
      ...(read?.error?.issues ?? []).map(({ message }) => `API_KEY_SIGNING_KEYS: ${message}`),
      ...flaws.map((flaw) => `WEBHOOK_KEYS: a key ${flaw}`),
    ],
  };
}
