import { hash } from "node:crypto";

/**
 * The id of somebody whom an issuer names, made of both names together: of equal names at two issuers it makes two. It is a UUID of version 8
 * (RFC 9562), and ours are of version 7, so it is never the id of anybody or anything here (RS-07).
 */
export function idAt(issuer: string, subject: string): string {
  const digest = hash("sha256", JSON.stringify([issuer, subject]), "hex");
  const variant = (8 + (Number.parseInt(digest.slice(16, 17), 16) % 4)).toString(16);
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, variant + digest.slice(17, 20)];
  return [...parts, digest.slice(20, 32)].join("-");
}
