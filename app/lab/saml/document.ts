import type { Said, SaidOfSomebody } from "./said.ts";
import { element, namespaces, textElement, type Xml } from "./xml.ts";

const at = (moment: Date | null): string | null => moment && moment.toISOString();

/** An assertion as XML that stands on its own, unsigned (SAML Core 2.3.3). */
export const assertionXml = (said: SaidOfSomebody, issuedAt: Date): string =>
  element(
    "saml:Assertion",
    { "xmlns:saml": namespaces.assertion, ID: said.id, Version: said.version, IssueInstant: at(issuedAt) },
    textElement("saml:Issuer", said.issuer),
    subjectXml(said),
    conditionsXml(said),
    signedInXml(said),
    attributesXml(said),
  );

const subjectXml = ({ nameId, confirmations, recipient, inResponseTo, confirmedUntil }: SaidOfSomebody) =>
  element(
    "saml:Subject",
    {},
    nameId && textElement("saml:NameID", nameId.value, { Format: nameId.format }),
    ...confirmations.map((method) =>
      element(
        "saml:SubjectConfirmation",
        { Method: `urn:oasis:names:tc:SAML:2.0:cm:${method}` },
        element("saml:SubjectConfirmationData", {
          Recipient: recipient,
          InResponseTo: inResponseTo,
          NotOnOrAfter: at(confirmedUntil),
        }),
      ),
    ),
  );

const conditionsXml = ({ conditions }: SaidOfSomebody): Xml =>
  conditions &&
  element(
    "saml:Conditions",
    { NotBefore: at(conditions.notBefore), NotOnOrAfter: at(conditions.notOnOrAfter) },
    ...conditions.audiences.map((audiences) =>
      element("saml:AudienceRestriction", {}, ...audiences.map((one) => textElement("saml:Audience", one))),
    ),
  );

const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

const signedInXml = ({ signedIn }: SaidOfSomebody): Xml =>
  signedIn &&
  element(
    "saml:AuthnStatement",
    { AuthnInstant: at(signedIn.at), SessionIndex: signedIn.session, SessionNotOnOrAfter: at(signedIn.until) },
    element("saml:AuthnContext", {}, textElement("saml:AuthnContextClassRef", PASSWORD)),
  );

function attributesXml({ attributes }: SaidOfSomebody): Xml {
  // An attribute without a value is none: so do most providers say that somebody is in no group.
  const said = Object.entries(attributes).filter(([, values]) => values.length > 0);
  if (said.length === 0) return null;
  const format = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic";
  const one = ([name, values]: [string, readonly string[]]) =>
    element(
      "saml:Attribute",
      { Name: name, NameFormat: format },
      ...values.map((value) => textElement("saml:AttributeValue", value)),
    );
  return element("saml:AttributeStatement", {}, ...said.map(one));
}

/** A response around what stands for its assertion (SAML Core 3.3.3), unsigned. */
export const responseXml = (said: Said, assertion: Xml): string =>
  element(
    "samlp:Response",
    {
      "xmlns:samlp": namespaces.protocol,
      ID: said.id,
      Version: said.version,
      IssueInstant: at(said.issuedAt),
      Destination: said.destination,
      InResponseTo: said.inResponseTo,
    },
    said.issuer && textElement("saml:Issuer", said.issuer, { "xmlns:saml": namespaces.assertion }),
    element("samlp:Status", {}, statusXml(said.status)),
    assertion,
  );

const statusXml = ([outer, inner]: Said["status"]): string =>
  element("samlp:StatusCode", { Value: outer }, inner ? element("samlp:StatusCode", { Value: inner }) : null);
