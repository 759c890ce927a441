import { verify } from "node:crypto";
import { inflateRawSync } from "node:zlib";

import { findApp, POST, rootOf, within, type App, type FindMetadata } from "./app.ts";
import { namespaces } from "./xml.ts";

/** What an app asks: who somebody is. Without `id` it did not ask. */
export type Question = {
  readonly id: string | null;
  readonly app: App;
  readonly relayState: string | null;
  /** Whether people must show themselves anew. Here everybody must, each time. */
  readonly isFresh: boolean;
};

export type QuestionRead = { ok: true; question: Question } | { ok: false; problem: string };

const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const LARGEST = 100_000;

/**
 * Reads an AuthnRequest that came by redirect (SAML Bindings 3.4.4.1), as a strict provider would: for this address, by an app whose
 * metadata is to be had, back to an address that stands there, and signed with a key that stands there. `search` is the query as it came.
 */
export async function readQuestion(search: string, address: string, find: FindMetadata): Promise<QuestionRead> {
  const parameters = new URLSearchParams(search);
  const request = requestIn(parameters.get("SAMLRequest") ?? "");
  if (!request) return no("There is no AuthnRequest in this address (SAMLRequest).");
  const issuer = within(request, namespaces.assertion, "Issuer")[0]?.textContent ?? "";
  const app = await findApp(issuer, find);
  if (!app) return no(`The app calls itself ${issuer}, and no metadata that says so is to be had there.`);
  const wrong = findWrong(request, address, app);
  if (wrong) return no(wrong);
  if (!isSigned(search, app)) return no("The request is not signed with a key of the app's metadata.");
  const id = request.getAttribute("ID");
  const isFresh = request.getAttribute("ForceAuthn") === "true";
  return { ok: true, question: { id, app, relayState: parameters.get("RelayState"), isFresh } };
}

const no = (problem: string): QuestionRead => ({ ok: false, problem });

function requestIn(encoded: string): Element | null {
  try {
    const xml = inflateRawSync(Buffer.from(encoded, "base64"), { maxOutputLength: LARGEST }).toString();
    const root = rootOf(xml);
    return root?.localName === "AuthnRequest" && root.namespaceURI === namespaces.protocol ? root : null;
  } catch {
    return null;
  }
}

function findWrong(request: Element, address: string, { acsUrl }: App): string | null {
  const says = (name: string) => request.getAttribute(name);
  if (says("Version") !== "2.0") return "The request is not of SAML 2.0 (Version).";
  if (!/^[A-Za-z_][\w.-]+$/.test(says("ID") ?? "")) return "The request has no id that can be one (ID).";
  if (says("Destination") !== address) return `The request is for ${says("Destination")} (Destination).`;
  if ((says("AssertionConsumerServiceURL") || acsUrl) !== acsUrl)
    return "The answer shall go to an address that is not in the app's metadata (AssertionConsumerServiceURL).";
  if ((says("ProtocolBinding") || POST) !== POST) return "The answer can only be posted (ProtocolBinding).";
  return null;
}

/** The signature is about the parameters as they came, in an order of its own. */
function isSigned(search: string, { certificates }: App): boolean {
  const raw = search.replace(/^\?/, "").split("&");
  const [request, relay, algorithm] = ["SAMLRequest", "RelayState", "SigAlg"].map((name) =>
    raw.filter((one) => one.startsWith(`${name}=`)),
  );
  const parameters = new URLSearchParams(search);
  if (request?.length !== 1 || algorithm?.length !== 1 || parameters.get("SigAlg") !== RSA_SHA256) return false;
  const signed = Buffer.from([...request, ...(relay ?? []), ...algorithm].join("&"));
  const signature = Buffer.from(parameters.get("Signature") ?? "", "base64");
  return certificates.some((one) => verify("sha256", signed, one, signature));
}
