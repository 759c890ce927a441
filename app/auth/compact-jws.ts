/** The longest signed token that is looked at, in characters, where nobody says otherwise: ours have about 600 (JW12). */
export const LONGEST_JWS = 4 * 1024;

const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * True for what can be a signed token: three parts of base64url, each in its one spelling, `longest` characters at most. Stricter than the
 * library behind it, which reads over spaces, padding and stray bits inside of a part (JW03, JW23).
 */
export const isCompactJws = (text: string, longest = LONGEST_JWS): boolean =>
  text.length <= longest && FORM.test(text) && text.split(".").every(isCanonical);

const isCanonical = (part: string) => Buffer.from(part, "base64url").toString("base64url") === part;
