import { isLoopback } from "../../env-loopback.ts";
import { isScope } from "./scopes.ts";
import { clientGrants, type ClientFlaw, type TypedClient } from "./typed-client.ts";

const MOST_ADDRESSES = 20;

/** What is wrong with an application as it was typed, by field; nothing when it can be registered so. Whether its account exists, and who may set it up, is asked elsewhere. */
export function flawsOf(typed: TypedClient): ClientFlaw[] {
  const { name, grants, keepsSecret, redirectUris, postLogoutRedirectUris, scopes, resources } = typed;
  const sendsPeopleBack = grants.includes("browser");
  const wrong: Record<Exclude<ClientFlaw, "account" | "isFirstParty" | "beyond">, boolean> = {
    name: name === "" || name.length > 60 || /\p{Cc}/u.test(name),
    grants: grants.length === 0 || !grants.every((grant) => clientGrants.some((one) => one === grant)),
    // Whoever asks for itself shows nothing but its secret.
    keepsSecret: grants.includes("itself") && !keepsSecret,
    redirectUris: sendsPeopleBack !== redirectUris.length > 0 || !areAddresses(redirectUris, isWayBack),
    postLogoutRedirectUris: !areAddresses(postLogoutRedirectUris, isWayBack),
    scopes: scopes.length === 0 || !scopes.every(isScope),
    resources: !areAddresses(resources, isService),
  };
  return (Object.keys(wrong) as (keyof typeof wrong)[]).filter((field) => wrong[field]);
}

const areAddresses = (texts: readonly string[], isRight: (url: URL) => boolean) =>
  texts.length <= MOST_ADDRESSES &&
  texts.every((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && text.length <= 500 && !text.includes("#") && !text.includes("*") && isRight(url);
  });

const isSafe = ({ protocol, hostname, username, password }: URL) =>
  username + password === "" && (protocol === "https:" || (protocol === "http:" && isLoopback(hostname)));

/** https, or http on the machine of whoever signs in, or an app's own scheme, which has a dot in it (RFC 8252, section 7). */
const isWayBack = (url: URL) => isSafe(url) || /^[a-z][a-z0-9+-]*\.[a-z0-9.+-]+:$/.test(url.protocol);
const isService = (url: URL) => isSafe(url);
