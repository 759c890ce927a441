import type { JWK } from "oidc-provider";

import { tokenKeys } from "../../keys.server.ts";
import type { TokenKey } from "../../token-key.ts";

type SigningKey = TokenKey & { signs: NonNullable<TokenKey["signs"]> };

const isPair = (key: TokenKey): key is SigningKey => key.signs !== null && key.signs.type === "private";

/** The keys that others can check our tokens by: those of a pair, newest first. A shared secret is nothing for others (Z-11). */
export const signingKeys: readonly SigningKey[] = tokenKeys.filter(isPair);

/** The same as the protocol takes them, with their private halves. */
export const privateKeys = (): JWK[] =>
  signingKeys.map(({ kid, alg, signs }) => ({ ...signs.export({ format: "jwk" }), kid, alg, use: "sig" }) as JWK);
