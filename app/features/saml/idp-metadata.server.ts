import { now } from "../../clock.ts";
import { isSafeAddress } from "../../reach.ts";
import { readCertificate } from "./certificate.ts";
import type { IdpMetadata, MetadataFlaw, MetadataRead, SigningCertificate } from "./idp-metadata.ts";
import { parseXml } from "./libxml.server.ts";
import { oneLine } from "./one-line.ts";
import { readTime } from "./read-time.ts";
import { flawInText, type Caps } from "./strict-text.ts";
import {
  attributeOf,
  childrenOf,
  isElement,
  onlyChild,
  SAML,
  textOf,
  withDescendants,
  type XmlElement,
} from "./xml-element.ts";

const CAPS: Caps = { bytes: 256 * 1024, elements: 2_000, depth: 24, attributes: 24 };
const LONGEST_ENTITY_ID = 1024; // characters, SAML Metadata 2.3.2
// XML 1.0, 2.5: none has two hyphens inside. So one that does not end is given up at the next, and not at the end of the text.
const COMMENT = /<!--(?:-?[^-])*-->/g;
const REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/**
 * Reads the metadata of one identity provider as strictly as its answers; people write comments into it, so these are left out first. What
 * comes back is the first thing wrong with it. A signature on it is not looked at: whoever gave us the file or the address is believed.
 */
export async function readMetadata(xml: string): Promise<MetadataRead> {
  const text = xml
    .replace(/^\ufeff/, "")
    .trimStart()
    .replace(COMMENT, "");
  const flaw = flawInText(text, CAPS);
  if (flaw) return flawed(flaw.reason, flaw.detail);
  const parsed = await parseXml(text);
  return parsed.ok ? readEntity(parsed.root) : flawed("not-xml", parsed.detail);
}

function readEntity(entity: XmlElement): MetadataRead {
  if (!isElement(entity, "metadata", "EntityDescriptor")) return flawed("not-one-entity", `it is a ${entity.name}`);
  const entityId = attributeOf(entity, "entityID") ?? "";
  if (entityId === "" || entityId.length > LONGEST_ENTITY_ID)
    return flawed("not-one-entity", "it has no usable entityID");
  const role = onlyChild(entity, "metadata", "IDPSSODescriptor");
  if (!role || !words(attributeOf(role, "protocolSupportEnumeration")).includes(SAML.protocol))
    return flawed("no-identity-provider", "there is not one IDPSSODescriptor for SAML 2.0");
  const ends = [entity, role].flatMap((one) => attributeOf(one, "validUntil") ?? []);
  const validUntil = ends.map(readTime).toSorted((one, other) => Number(one) - Number(other))[0] ?? null;
  if (ends.length > 0 && (validUntil === null || validUntil <= now()))
    return flawed("expired", `validUntil ${ends.join(", ")}`);
  return readRole(role, entityId, validUntil);
}

function readRole(role: XmlElement, entityId: string, validUntil: Date | null): MetadataRead {
  const keys = signingKeysIn(role);
  if (keys.length === 0) return flawed("no-certificate", "there is no KeyDescriptor with a certificate for signing");
  const certificates = keys.flatMap((key) => readCertificate(key) ?? []);
  if (certificates.length === 0)
    return flawed("bad-certificate", "no certificate holds an RSA key of at least 2048 bits");
  const services = childrenOf(role, "metadata", "SingleSignOnService");
  const service = services.find((one) => attributeOf(one, "Binding") === REDIRECT);
  if (!service) return flawed("no-redirect-address", "there is no SingleSignOnService for HTTP-Redirect");
  const signInUrl = attributeOf(service, "Location") ?? "";
  if (!isSafeAddress(signInUrl)) return flawed("bad-address", signInUrl);
  const metadata: IdpMetadata = {
    entityId,
    signInUrl,
    certificates: withoutRepeats(certificates),
    wantsSignedRequests: /^(true|1)$/.test(attributeOf(role, "WantAuthnRequestsSigned") ?? ""),
    nameIdFormats: childrenOf(role, "metadata", "NameIDFormat").map(textOf),
    validUntil,
  };
  return { ok: true, metadata };
}

// One for each descriptor: what else stands beside it is who has signed it, and would make a certificate authority sign in people.
const signingKeysIn = (role: XmlElement): string[] =>
  childrenOf(role, "metadata", "KeyDescriptor")
    .filter((one) => ["signing", null].includes(attributeOf(one, "use")))
    .flatMap((one) => {
      const certificate = withDescendants(one).find((each) => isElement(each, "signature", "X509Certificate"));
      return certificate ? textOf(certificate) : [];
    });

const withoutRepeats = (certificates: readonly SigningCertificate[]): SigningCertificate[] =>
  certificates.filter(({ pem }, i) => certificates.findIndex((other) => other.pem === pem) === i);

const words = (text: string | null): string[] => (text ?? "").split(/\s+/);

const flawed = (flaw: MetadataFlaw, detail: string): MetadataRead => ({ ok: false, flaw, detail: oneLine(detail) });
