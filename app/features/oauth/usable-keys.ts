import { z } from "zod";

const key = z.looseObject({
  kty: z.string(),
  use: z.string().optional(),
  crv: z.string().optional(),
  n: z.string().optional(),
  alg: z.string().optional(),
});
const set = z.looseObject({ keys: z.array(z.unknown()) });

const SMALLEST_RSA = 2048 / 6; // base64url characters of its modulus
const CURVES = ["EC P-256", "EC P-384", "EC P-521", "OKP Ed25519"];

/** How many of a provider's keys can show that an ID token is genuine: for signing, asymmetric, and long enough. */
export const countUsableKeys = (document: unknown): number =>
  (set.safeParse(document).data?.keys ?? []).filter(isUsable).length;

function isUsable(candidate: unknown): boolean {
  const { data } = key.safeParse(candidate);
  if (!data || (data.use !== undefined && data.use !== "sig")) return false;
  if (data.kty === "RSA") return (data.n ?? "").length >= SMALLEST_RSA;
  return CURVES.includes(`${data.kty} ${data.crv}`);
}
