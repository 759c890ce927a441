const LONGEST = 4_096;
// Two slashes, backslashes, parameters, encoded slashes, dots, percents, controls and spaces: Express and Remix read them differently.
const AMBIGUOUS_PATH = /\/\/|\\|;|%(?:[01][0-9a-f]|20|25|2e|2f|3b|5c|7f)|\/\.{1,2}(?:\/|$)/i;

/**
 * True when a raw request target has exactly one reading: origin form, printable ASCII, decodable, no dot segments or doubled
 * slashes, no legacy `_data` entry and no route manifest (RX03, RX07, RX08, RX12). Everything else is refused before anybody
 * can disagree about which page it means.
 */
export function isCanonicalTarget(target: string): boolean {
  if (target.length > LONGEST || !/^\/[\x21-\x7e]*$/.test(target) || target.includes("#")) return false;
  const [path = "", ...query] = target.split("?");
  if (AMBIGUOUS_PATH.test(path) || path.endsWith(".") || !isDecodable(path)) return false;
  if (/^\/__manifest/i.test(path)) return false;
  return !new URLSearchParams(query.join("?")).has("_data") && new URL(target, "http://host").pathname === path;
}

function isDecodable(path: string): boolean {
  try {
    // A name that decodes to an odd character is no page of ours either.
    return !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}
