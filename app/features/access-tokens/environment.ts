type Source = Readonly<Record<string, string | undefined>>;

/** What the environment says of access tokens beside their keys: whom they are for; null stands for the address of the app. */
export type TokenSettings = { readonly audience: string | null };

const AUDIENCE = "TOKEN_AUDIENCE";

/** Reads `TOKEN_AUDIENCE`. */
export function readTokenSettings(source: Source): { settings: TokenSettings; problems: readonly string[] } {
  const audience = source[AUDIENCE]?.trim() || null;
  if (audience !== null && !source.TOKEN_SIGNING_KEYS?.trim())
    return { settings: { audience: null }, problems: [`${AUDIENCE}: needs TOKEN_SIGNING_KEYS`] };
  if (audience !== null && !/^[\x21-\x7e]{1,200}$/.test(audience))
    return {
      settings: { audience: null },
      problems: [`${AUDIENCE}: must be plain characters without spaces, 200 at most`],
    };
  return { settings: { audience }, problems: [] };
}
