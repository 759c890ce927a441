import type { XmlElement as LibxmlElement, XsdValidator } from "libxml2-wasm";

import { oneLine } from "./one-line.ts";
import type { XmlElement } from "./xml-element.ts";

export type ParseOutcome =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly reason: "not-xml" | "schema"; readonly detail: string };

/** Reads XML, and nothing but what is in it: no file and no address is ever asked for. Every error and every warning is one too many. */
export async function parseXml(xml: string): Promise<ParseOutcome> {
  const { lib } = await loaded();
  return read(lib, xml);
}

/** Reads a message of SAML 2.0, and refuses what its schemas do not allow. */
export async function parseMessage(xml: string): Promise<ParseOutcome> {
  const { lib, schema } = await loaded();
  return read(lib, xml, schema);
}

type Libxml = typeof import("libxml2-wasm");
let loading: Promise<{ lib: Libxml; schema: XsdValidator }> | null = null;

// By the first message: an app without SAML has neither the library nor the schemas in its memory.
function loaded() {
  loading ??= load();
  return loading;
}

async function load(): Promise<{ lib: Libxml; schema: XsdValidator }> {
  const [lib, { protocol }, { assertion }, { signature }, { encryption }] = await Promise.all([
    import("libxml2-wasm"),
    import("./schemas/protocol.xsd.ts"),
    import("./schemas/assertion.xsd.ts"),
    import("./schemas/signature.xsd.ts"),
    import("./schemas/encryption.xsd.ts"),
  ]);
  const imported = {
    "saml-schema-assertion-2.0.xsd": assertion,
    "xmldsig-core-schema.xsd": signature,
    "xenc-schema.xsd": encryption,
  };
  const buffers = Object.entries(imported).map(([name, text]) => [name, Buffer.from(text)] as const);
  lib.xmlRegisterInputProvider(new lib.XmlBufferInputProvider(Object.fromEntries(buffers)));
  const document = lib.XmlDocument.fromString(protocol);
  try {
    return { lib, schema: lib.XsdValidator.fromDoc(document) };
  } finally {
    document.dispose();
    lib.xmlCleanupInputProvider();
  }
}

function read(lib: Libxml, xml: string, schema?: XsdValidator): ParseOutcome {
  const { XML_PARSE_NONET, XML_PARSE_NO_XXE } = lib.ParseOption;
  let document;
  try {
    document = lib.XmlDocument.fromString(xml, { option: XML_PARSE_NONET | XML_PARSE_NO_XXE });
    const [warning] = document.warnings;
    if (warning) return { ok: false, reason: "not-xml", detail: oneLine(warning.message) };
    schema?.validate(document);
    return { ok: true, root: elementFrom(lib, document.root) };
  } catch (error) {
    if (!(error instanceof lib.XmlLibError)) throw error;
    const reason = error instanceof lib.XmlValidateError ? "schema" : "not-xml";
    return { ok: false, reason, detail: oneLine(error.message) };
  } finally {
    document?.dispose();
  }
}

// Everything is copied out, since the library's own elements end with their document.
function elementFrom(lib: Libxml, element: LibxmlElement): XmlElement {
  const children: XmlElement[] = [];
  let text = "";
  for (let node = element.firstChild; node; node = node.next)
    if (node instanceof lib.XmlElement) children.push(elementFrom(lib, node));
    else if (node instanceof lib.XmlText) text += node.content;
  const attributes = element.attrs.map(({ name, namespaceUri, value }) => ({ name, namespace: namespaceUri, value }));
  return { name: element.name, namespace: element.namespaceUri, attributes, children, text };
}
