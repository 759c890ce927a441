import type { Credential } from "../access/principal.ts";

/** What a program has shown in a header to prove who it is. `kind`: what it was taken for; null when it is of no kind that we give out. */
export type ShownCredential = Pick<ShownText, "header"> & {
  readonly kind: Credential | null;
  /** False for one that was recognised as forged or malformed: it counts as none. */
  readonly isPlausible: boolean;
};

/**
 * What stands in the headers: the text behind `Authorization: Bearer`, or the one of `X-API-Key`; or the one behind `Authorization: DPoP`, with the
 * proof that whoever shows it has the key that it is bound to (RFC 9449).
 */
export type ShownText = { readonly text: string } & (
  { readonly header: "authorization" | "x-api-key" } | { readonly header: "dpop"; readonly proof: ShownProof }
);

/** A proof as it was shown, null for none or several, and what for: it counts for this method and path alone. */
export type ShownProof = { readonly text: string | null; readonly method: string; readonly path: string };

/**
 * Recognises one kind of credential by its looks, and where that is cheap by its checksum, before anything runs and without the database.
 * Null for a text of another kind; a null `secret` for one of this kind that is forged. `secret` is what its scheme will look it up by.
 */
export type CredentialReader = (shown: ShownText) => { kind: Credential; secret: string | null } | null;

const secrets = new WeakMap<ShownCredential, string>();
const proofs = new WeakMap<ShownCredential, ShownProof>();

/** Takes what was shown for what the first of `readers` says it is. */
export function recogniseCredential(shown: ShownText, readers: readonly CredentialReader[]): ShownCredential {
  const read = readers.map((reader) => reader(shown)).find((one) => one !== null);
  const { header } = shown;
  const credential = Object.freeze({ header, kind: read?.kind ?? null, isPlausible: typeof read?.secret === "string" });
  if (typeof read?.secret === "string") secrets.set(credential, read.secret);
  if (shown.header === "dpop") proofs.set(credential, shown.proof);
  return credential;
}

/** By what the scheme of this kind looks up a credential that was shown; null when none of its kind was. It stands nowhere else (Z-14). */
export const secretShown = (shown: ShownCredential | null, kind: Credential): string | null =>
  shown?.kind === kind ? (secrets.get(shown) ?? null) : null;

/** The proof beside a token that was shown as one that is bound to a key; null for any other. */
export const proofShown = (shown: ShownCredential | null): ShownProof | null =>
  shown === null ? null : (proofs.get(shown) ?? null);
