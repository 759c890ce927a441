import { DOMParser } from "@xmldom/xmldom";

import { seconds } from "../../clock.ts";
import { isLoopback } from "../../env-loopback.ts";
import { namespaces } from "./xml.ts";

/** An app that people sign in to, out of its own metadata. */
export type App = {
  readonly entityId: string;
  readonly acsUrl: string;
  /** To verify its requests with, and to encrypt for: PEM. */
  readonly certificates: readonly string[];
};

/** Gives the metadata of whoever calls itself `entityId`; null where there is none to be had. */
export type FindMetadata = (entityId: string) => Promise<string | null>;

/** Asks the app itself, whose entity id is where its metadata is. Only one on this machine, so that nobody is sent anywhere else. */
export const askTheApp: FindMetadata = async (entityId) => {
  if (!URL.canParse(entityId) || !isLoopback(new URL(entityId).hostname)) return null;
  const answer = await fetch(entityId, { redirect: "error", signal: AbortSignal.timeout(seconds(5)) }).catch(
    () => null,
  );
  return answer?.ok ? answer.text() : null;
};

/** The app that calls itself `entityId`, or null where it has no metadata that says so. */
export async function findApp(entityId: string, findMetadata: FindMetadata): Promise<App | null> {
  const root = rootOf((await findMetadata(entityId)) ?? "");
  if (root?.getAttribute("entityID") !== entityId) return null;
  const services = within(root, namespaces.metadata, "AssertionConsumerService");
  const acs = services.find((one) => one.getAttribute("Binding") === POST);
  const shown = within(root, namespaces.signature, "X509Certificate").map(({ textContent }) => textContent ?? "");
  const certificates = [...new Set(shown)].map(
    (one) => `-----BEGIN CERTIFICATE-----\n${one.replace(/\s/g, "")}\n-----END CERTIFICATE-----\n`,
  );
  return acs ? { entityId, acsUrl: acs.getAttribute("Location") ?? "", certificates } : null;
}

export const POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/** The outermost element of a document; null for what is no XML. */
export function rootOf(xml: string): Element | null {
  if (!xml.trim().startsWith("<")) return null;
  let isBroken = false;
  const errorHandler = (level: string) => void (isBroken ||= level !== "warning");
  const { documentElement } = new DOMParser({ errorHandler }).parseFromString(xml, "text/xml");
  return isBroken ? null : documentElement;
}

/** All elements of a kind inside of another. */
export const within = (element: Element, namespace: string, name: string): Element[] =>
  Array.from(element.getElementsByTagNameNS(namespace, name));
