/**
 * Texts of messages with a part taken out or put in. The texts have passed `flawInText` and been parsed: every "<" in them begins a tag, and
 * there is one place for each part, since `shapeOf` has counted.
 */

const NAME = "(?:[\\w.-]+:)?";
const whole = (name: string) => new RegExp(`<(${NAME}${name})(?=[\\s>])[^<]*>[\\s\\S]*?</\\1\\s*>`);

/** A response with its own signature, which stands before its assertion, taken out. It leaves the assertion as it was signed. */
export const withoutResponseSignature = (xml: string): string => xml.replace(whole("Signature"), "");

/** A response with its encrypted assertion replaced by what was in it. */
export const withAssertion = (xml: string, assertion: string): string =>
  xml.replace(whole("EncryptedAssertion"), () => assertion);
