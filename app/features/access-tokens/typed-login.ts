import { describeDevice } from "../../user-agent.ts";
import { readScopes, type Scopes } from "./scopes.ts";

/** What a program sent to sign in. */
export type TypedLogin = { identifier: string; password: string; client: string; scopes: Scopes };
export type Flaw = { readonly field: string; readonly message: string };

// It stands in lists and in a mail to its owner: nothing in it may look like an address to follow.
const CLIENT = /^[\p{L}\p{N}](?:[\p{L}\p{N} _+()-]|\.(?=\d)){0,63}$/u;
const NAMELESS = "A program";

/**
 * Reads what a program sent: who it is for as `identifier`, `username` or `email`, and what it calls itself as `client`, else its user agent
 * says so. Everything that is of a wrong type is a flaw; an empty text is none, and matches nobody.
 */
export function readLogin(json: Readonly<Record<string, unknown>>, userAgent: string): TypedLogin | { flaws: Flaw[] } {
  const { password, client = clientIn(userAgent), scope = json.scopes } = json;
  const identifier = json.identifier ?? json.username ?? json.email;
  const scopes = readScopes(scope);
  const flaws: Flaw[] = [];
  if (typeof identifier !== "string")
    flaws.push({ field: "identifier", message: "Send a user name or an e-mail address." });
  if (typeof password !== "string") flaws.push({ field: "password", message: "Send the password as a text." });
  if (typeof client !== "string" || !CLIENT.test(client))
    flaws.push({ field: "client", message: "Name the program with letters, digits and spaces, 64 at most." });
  if (scopes === "unknown") flaws.push({ field: "scope", message: "Name permissions, with a space between them." });
  const isRead =
    typeof identifier === "string" &&
    typeof password === "string" &&
    typeof client === "string" &&
    scopes !== "unknown";
  return isRead && flaws.length === 0 ? { identifier, password, client, scopes } : { flaws };
}

function clientIn(userAgent: string): string {
  const { browser } = describeDevice(userAgent);
  return browser !== null && CLIENT.test(browser) ? browser : NAMELESS;
}
