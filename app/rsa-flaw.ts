import type { JsonWebKey } from "node:crypto";

const LEAST_BITS = 2048;
const LEAST_EXPONENT = 65_537n;
const smallPrimes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167,
].map(BigInt);

/** What is wrong with an RSA key, in words, or null: too short, an exponent that signs nothing, or made by chips with a known flaw (JW23). */
export function flawOfRsa({ n = "", e = "" }: JsonWebKey): string | null {
  const modulus = wholeOf(n);
  const exponent = wholeOf(e);
  if (modulus.toString(2).length < LEAST_BITS) return `must have at least ${LEAST_BITS} bits`;
  if (exponent < LEAST_EXPONENT || exponent % 2n === 0n) return `must have the public exponent ${LEAST_EXPONENT}`;
  return isOfFlawedChip(modulus) ? "was made by hardware whose keys can be computed (CVE-2017-15361)" : null;
}

const wholeOf = (text: string) => BigInt(`0x0${Buffer.from(text, "base64url").toString("hex")}`);

// Those moduli are a power of 65537 in the remainders of every small prime; of others hardly any is (Nemec and others, 2017).
const isOfFlawedChip = (modulus: bigint) => smallPrimes.every((prime) => powersOf(prime).has(modulus % prime));

function powersOf(prime: bigint): ReadonlySet<bigint> {
  const powers = new Set<bigint>();
  for (let power = 1n; !powers.has(power); power = (power * LEAST_EXPONENT) % prime) powers.add(power);
  return powers;
}
