const LONGEST = 4 * 1024; // ours have about 600 characters; nobody needs more to be looked at (JW12)
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * True for what can be a signed token: three parts of base64url, each in its one spelling, 4,096 characters at most. Stricter than the library
 * behind it, which reads over spaces, padding and stray bits inside of a part (JW03, JW23).
 */
export const isCompactJws = (text: string): boolean =>
  text.length <= LONGEST && FORM.test(text) && text.split(".").every(isCanonical);

const isCanonical = (part: string) => Buffer.from(part, "base64url").toString("base64url") === part;
