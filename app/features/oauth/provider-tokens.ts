import { fromNow, days, seconds } from "../../clock.ts";

/** What a provider gives us to act for somebody there. Kept on the server, sealed, and never logged (OL-01, OC22). */
export type ProviderTokens = {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: Date | null;
  readonly scope: string;
};

const LONGEST_LIFE = days(3_650);

/** The tokens of a token endpoint's answer. Where it does not say what they are good for, it is what was `asked` (RFC 6749 5.1). */
export function tokensFrom(answer: Readonly<Record<string, unknown>>, asked: readonly string[]): ProviderTokens {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: life, scope } = answer;
  const lasts = seconds(Number(life ?? Number.NaN));
  return Object.freeze({
    accessToken: String(accessToken),
    refreshToken: typeof refreshToken === "string" && refreshToken ? refreshToken : null,
    expiresAt: lasts >= 0 && lasts <= LONGEST_LIFE ? fromNow(lasts) : null,
    scope: typeof scope === "string" ? scope : asked.join(" "),
  });
}
