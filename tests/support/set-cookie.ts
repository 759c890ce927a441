/** One Set-Cookie header, taken apart. Attribute names are in lower case. */
export type SetCookie = { name: string; value: string; attributes: Map<string, string> };

/** Reads a Set-Cookie header. */
export function parseSetCookie(header: string): SetCookie {
  const [pair = "", ...rest] = header.split(";").map((part) => part.trim());
  const split = (text: string): [string, string] => {
    const at = text.indexOf("=");
    return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
  };
  const [name, value] = split(pair);
  return { name, value, attributes: new Map(rest.map(split).map(([key, text]) => [key.toLowerCase(), text])) };
}

/** The Set-Cookie header for `name` in an answer, or undefined. */
export const cookieSet = (response: Response, name: string): SetCookie | undefined =>
  response.headers
    .getSetCookie()
    .map(parseSetCookie)
    .find((cookie) => cookie.name === name);
