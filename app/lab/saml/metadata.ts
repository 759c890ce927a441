import { element, keyInfo, namespaces, textElement } from "./xml.ts";
import { formats } from "./said.ts";

/** What the provider says of itself before it is XML. */
export type SaidOfItself = {
  readonly entityId: string;
  readonly signInUrl: string;
  readonly certificates: readonly string[];
  readonly validUntil: Date | null;
};

const REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/** Metadata of an identity provider (SAML Metadata 2.4.3). */
export const metadataXml = ({ entityId, signInUrl, certificates, validUntil }: SaidOfItself): string =>
  element(
    "md:EntityDescriptor",
    { "xmlns:md": namespaces.metadata, entityID: entityId, validUntil: validUntil && validUntil.toISOString() },
    element(
      "md:IDPSSODescriptor",
      { WantAuthnRequestsSigned: "true", protocolSupportEnumeration: namespaces.protocol },
      ...certificates.map((one) => element("md:KeyDescriptor", { use: "signing" }, keyInfo(one))),
      textElement("md:NameIDFormat", formats.persistent),
      element("md:SingleSignOnService", { Binding: REDIRECT, Location: signInUrl }),
    ),
  );
