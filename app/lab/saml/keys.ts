import { days } from "../../clock.ts";
import { makeKeys } from "../../features/saml/self-signed.server.ts";

/** A key to sign with, and what tells others that it is the provider's. Both PEM. */
export type SigningKey = { readonly privateKey: string; readonly certificate: string };

/** Makes a new key, with a certificate for a month. */
export const makeKey = (): Promise<SigningKey> => makeKeys("The lab", days(30));
