import { z } from "zod";

import { isCompactJws } from "../../auth/compact-jws.ts";
import { shownKey, verifyJws } from "../../auth/jws.server.ts";
import { minutes, now, seconds } from "../../clock.ts";
import { env } from "../../env.server.ts";
import type { ShownProof } from "../../guards/shown-credential.ts";
import { keepFirstRecord } from "./records.server.ts";

/** What a proof may be signed with, here and where tokens are given out. */
export const proofAlgorithms: string[] = ["ES256", "Ed25519", "EdDSA"];

const WINDOW = minutes(1); // before now and after it

const claims = z.looseObject({
  htm: z.string(),
  htu: z.string(),
  iat: z.int(),
  jti: z.string().min(1).max(500),
  ath: z.string(),
});

/**
 * True when a proof shows, for this request and this token, that whoever sends it has the key with the thumbprint `boundTo` (RFC 9449, section
 * 4.3). Each counts once, for a minute; the hash of the token is its SHA-256 in hexadecimal digits.
 */
export async function isProven(
  { text, method, path }: ShownProof,
  { tokenHash, boundTo }: { tokenHash: string; boundTo: string },
): Promise<boolean> {
  if (text === null || !isCompactJws(text)) return false;
  let thumbprint: string | undefined;
  const note = (found: string) => void (thumbprint = found);
  const verified = await verifyJws(text, shownKey(note), { algorithms: proofAlgorithms });
  if (!verified.ok || verified.typ !== "dpop+jwt" || thumbprint !== boundTo) return false;
  const said = claims.safeParse(readJson(verified.payload)).data;
  if (!said || said.htm !== method || !isAddress(said.htu, path)) return false;
  if (said.ath !== Buffer.from(tokenHash, "hex").toString("base64url")) return false;
  if (Math.abs(now().getTime() - seconds(said.iat)) > WINDOW) return false;
  return keepFirstRecord("ReplayDetection", `${boundTo} ${said.jti}`, {}, 2 * WINDOW);
}

// Its query and fragment do not count (RFC 9449, section 4.3).
function isAddress(said: string, path: string): boolean {
  if (!URL.canParse(said)) return false;
  const { origin, pathname } = new URL(said);
  return origin === env.origin && pathname === new URL(path, env.origin).pathname;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
