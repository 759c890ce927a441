const LONGEST = 600; // encoded it can be three times as long, and `safePath` takes 2,000 characters

/** The field by which a post asks for the form that was held, instead of carrying it. */
export const heldFormField = "heldForm";

/**
 * The page that asks a person who they are and then leads on to `path`, with the form that was held on its way there: its id, or "" when
 * it could not be held.
 */
export function confirmAddress(path: string, held: string | null = null): string {
  const named = new URLSearchParams();
  if (held !== null) named.set("form", held);
  if (path.length <= LONGEST) named.set("redirectTo", path);
  return named.size > 0 ? `/confirm?${named}` : "/confirm";
}
