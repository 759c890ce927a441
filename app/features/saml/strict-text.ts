/** What a message may hold at most. An honest one needs a fraction; a dishonest one is refused before anything is built from it (SA25). */
export type Caps = {
  readonly bytes: number;
  readonly elements: number;
  readonly depth: number;
  readonly attributes: number;
};

/** The caps of a response. `bytes` are those of the XML; as base64 that is 96 kB. */
export const RESPONSE_CAPS: Caps = { bytes: 72 * 1024, elements: 1_200, depth: 24, attributes: 16 };

/** Why a text is not parsed at all. */
export type TextFlaw = { readonly reason: "too-large" | "not-xml"; readonly detail: string };

const DECLARATION =
  /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])utf-8\2)?(?: standalone=(["'])(?:yes|no)\3)?\s*\?>\s*/i;
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]/;
// No part begins as the one before it may go on, and none crosses a "<": it takes one pass, whatever is written.
const TAG = /<(\/?)[^\s<>"'/!?](?:[^<>"']|"[^"<]*"|'[^'<]*')*>/g;
const QUOTED = /"[^"<]*"|'[^'<]*'/g;

/**
 * What makes a text one that is not parsed; null for XML 1.0 within the caps that holds elements, attributes and text alone. So there is no
 * DOCTYPE and no entity (SA24), and no comment, CDATA section or processing instruction that two readers could see differently (SA07, SA11).
 */
export function flawInText(xml: string, caps: Caps): TextFlaw | null {
  const bytes = Buffer.byteLength(xml);
  if (bytes > caps.bytes) return tooLarge(`${bytes} bytes`);
  if (CONTROL.test(xml)) return notXml("there is a control character in it");
  const content = xml.replace(DECLARATION, "");
  if (/<[!?]/.test(content))
    return notXml("there is a DOCTYPE, a comment, a CDATA section or a processing instruction in it");
  return flawInTags(content, caps);
}

function flawInTags(content: string, caps: Caps): TextFlaw | null {
  const opening = content.split("<").length - 1;
  if (opening > 2 * caps.elements) return tooLarge(`${opening} tags`);
  let [elements, depth, tags] = [0, 0, 0];
  for (const [tag, closes] of content.matchAll(TAG)) {
    tags++;
    if (closes) {
      depth--;
      continue;
    }
    const attributes = tag.match(QUOTED)?.length ?? 0;
    if (attributes > caps.attributes) return tooLarge(`an element has ${attributes} attributes`);
    if (++elements > caps.elements) return tooLarge(`more than ${caps.elements} elements`);
    if (!tag.endsWith("/>") && ++depth > caps.depth) return tooLarge(`it is nested more than ${caps.depth} deep`);
  }
  return tags === opening && elements > 0 ? null : notXml("its tags are not those of XML");
}

const tooLarge = (detail: string): TextFlaw => ({ reason: "too-large", detail });
const notXml = (detail: string): TextFlaw => ({ reason: "not-xml", detail });
