import type { ServerResponse } from "node:http";
import { Readable, pipeline } from "node:stream";

import { days, fromNow, seconds } from "../../clock.ts";
import { faultList, type Endpoint, type Posted } from "./fault.ts";

const everywhere: readonly Endpoint[] = ["metadata", "sign-in", "trap"];

const XML_TYPE = { "Content-Type": "application/samlmetadata+xml" };
const hang = () => undefined; // the connection stays open until the client, or the lab, has had enough
const fail = (response: ServerResponse) =>
  response.writeHead(500, { "Content-Type": "text/plain" }).end("Out of order");
const sayHtml = (response: ServerResponse) =>
  response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><h1>We will be back soon</h1>");
const breakOff = (response: ServerResponse) => response.writeHead(200, XML_TYPE).end("<md:EntityDescriptor xmlns:md=");
const redirect = (response: ServerResponse) => response.writeHead(307, { Location: "trap" }).end();

/** 200 MB of a comment, as fast as it is read. */
function flood(response: ServerResponse): void {
  response.writeHead(200, XML_TYPE);
  const piece = "-".repeat(65_535) + " ";
  const text = function* () {
    yield "<!--";
    for (let sent = 0; sent < 200_000_000; sent += piece.length) yield piece;
  };
  pipeline(Readable.from(text()), response, () => undefined); // an error here is a client that has had enough
}

/** Metadata that is late, broken, endless, or of somebody else, and a sign-in page that does not come. */
export const answerFaults = faultList({
  slow: { delay: seconds(3) },
  down: { answer: { at: everywhere, with: fail } },
  hangs: { answer: { at: everywhere, with: hang } },
  "metadata-down": { answer: { at: ["metadata"], with: fail } },
  "metadata-hangs": { answer: { at: ["metadata"], with: hang } },
  "metadata-is-html": { answer: { at: ["metadata"], with: sayHtml } },
  "truncated-metadata": { answer: { at: ["metadata"], with: breakOff } },
  "huge-metadata": { answer: { at: ["metadata"], with: flood } },
  "redirecting-metadata": { answer: { at: ["metadata"], with: redirect } },
});

/** Metadata that is well-formed and no good, or odd and right. */
export const metadataFaults = faultList({
  "metadata-of-two": {
    spoilsMetadata: (one) =>
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${one}${one}</md:EntitiesDescriptor>`,
  },
  "metadata-with-doctype": { spoilsMetadata: (one) => `<!DOCTYPE m [<!ENTITY who "root">]>${one}` },
  "metadata-without-certificate": { saysOfItself: (said) => ({ ...said, certificates: [] }) },
  "metadata-with-one-certificate": {
    saysOfItself: (said) => ({ ...said, certificates: said.certificates.slice(0, 1) }),
  },
  "metadata-ran-out": { saysOfItself: (said) => ({ ...said, validUntil: fromNow(-days(1)) }) },
  "sign-in-elsewhere": { saysOfItself: (said) => ({ ...said, signInUrl: "http://169.254.0.1/saml/sign-in" }) },
  "sign-in-by-script": { saysOfItself: (said) => ({ ...said, signInUrl: "javascript:alert(1)" }) },
});

const relay = (RelayState: string | null) => ({ posts: (posted: Posted) => ({ ...posted, RelayState }) });

/** Answers that the browser posts otherwise than it should (SA19, SA25, SA29). */
export const postFaults = faultList({
  replayed: { posts: (posted, last) => ({ ...posted, SAMLResponse: (last ?? posted).SAMLResponse }) },
  "no-relay-state": relay(null),
  "wrong-relay-state": relay("the-state-of-somebody-else"),
  "relay-state-elsewhere": relay("https://elsewhere.example.org/"),
  "huge-relay-state": relay("r".repeat(90_000)),
  "response-is-nonsense": { posts: (posted) => ({ ...posted, SAMLResponse: "neither%xml\u0000nor base64" }) },
  "response-is-html": {
    posts: (posted) => ({ ...posted, SAMLResponse: Buffer.from("<!doctype html><h1>Soon</h1>").toString("base64") }),
  },
  "huge-response": { posts: (posted) => ({ ...posted, SAMLResponse: "QUFB".repeat(200_000) }) },
});
