import { redirect } from "@remix-run/node";

const LANDING = "/dashboard";
const LONGEST = 2_000;

/**
 * The path to go on to after signing in: `target` when it is a plain path of this app, else the dashboard (LG-17, RX15).
 * Refuses other sites in every spelling, control characters, encoded line breaks, doubled slashes, and signing out.
 */
export function safePath(target: string | null | undefined): string {
  if (!target || target.length > LONGEST || !/^\/(?![/\\])[\x21-\x7e]*$/.test(target)) return LANDING;
  const [path = ""] = target.split(/[?#]/, 1);
  // Encoded controls, slashes and dots are read differently by different readers: no page of ours needs them.
  if (/\\|\/\/|%(?:[01][0-9a-f]|2f|2e|5c|7f)|\/\.{1,2}(?:\/|$)/i.test(path)) return LANDING;
  if (/%0[ad]/i.test(target) || /^\/logout(?:\.data)?\/?$/i.test(path)) return LANDING;
  return target;
}

/** Answers 303 to a path of this app. The only way in which text from a request becomes a redirect. */
export const safeRedirect = (target: string | null | undefined, headers?: Headers): Response =>
  redirect(safePath(target), headers ? { status: 303, headers } : 303);

/** Answers 303 to another place, which only the configuration may name: nothing of a request may have become its host. */
export const redirectElsewhere = ({ href }: URL, headers: HeadersInit): Response =>
  redirect(href, { status: 303, headers });
