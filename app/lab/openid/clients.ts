import { isLoopback } from "../../env-loopback.ts";
import type { Asked } from "./http.ts";

/** An app that may send people here. Without `redirectUris` they go back to any address of this machine. */
export type LabClient = { readonly id: string; readonly secret: string; readonly redirectUris?: readonly string[] };

/** Known to everybody. Its signs must be form-encoded in a Basic header (RFC 6749 2.3.1), which is easily forgotten. */
export const labClient: LabClient = { id: "gatehouse:lab", secret: "100%+known+to+everybody" };

/** True when somebody may be sent back there with a code: to an address that was agreed upon, to the letter. */
export function mayReturnTo({ redirectUris }: LabClient, address: string): boolean {
  if (redirectUris) return redirectUris.includes(address);
  return URL.canParse(address) && /^https?:/.test(address) && isLoopback(new URL(address).hostname);
}

/** How a client showed who it is, with what it said. */
type Credentials = { way: "basic" | "post"; id: string; secret: string };

/** What a client says of itself at the token endpoint, in a Basic header or in the form; null when it says nothing, or both. */
export function credentialsIn({ headers, parameters }: Asked): Credentials | null {
  const [, basic] = /^Basic (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const secret = parameters.get("client_secret");
  if (!basic) return secret === null ? null : { way: "post", id: parameters.get("client_id") ?? "", secret };
  if (secret !== null) return null;
  const [id = "", ...rest] = Buffer.from(basic, "base64").toString().split(":");
  return { way: "basic", id: formDecoded(id), secret: formDecoded(rest.join(":")) };
}

/** The client that these credentials are right for. */
export const clientWith = (clients: readonly LabClient[], given: Credentials | null): LabClient | undefined =>
  clients.find(({ id, secret }) => id === given?.id && secret === given.secret);

const formDecoded = (text: string): string =>
  new URLSearchParams(`text=${text.replaceAll("&", "%26")}`).get("text") ?? "";
