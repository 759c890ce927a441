import { parse, serialize } from "cookie";

import { hours } from "../clock.ts";
import { randomTokenForm } from "../auth/secrets.server.ts";
import { makeSigner } from "../auth/signing.server.ts";
import { sessionKeys } from "../keys.server.ts";
import { env } from "../env.server.ts";

const LINK_SECONDS = 3600;
const FLOW_SECONDS = 1800;
const DEVICE_SECONDS = 400 * 24 * 3600; // the longest life that browsers grant
const sessionSigner = makeSigner(sessionKeys, "session cookie", randomTokenForm);
const deviceSigner = makeSigner(sessionKeys, "device cookie", randomTokenForm);

// `__Host-` binds a cookie to exactly this host over https; a neighbouring subdomain can neither read nor plant it (CK, Z-13).
const named = (name: string) => (env.isHttps ? `__Host-${name}` : name);

/** The names of our cookies. Over http on this machine they lose the prefix that browsers only allow on https. */
export const cookieNames = {
  session: named("session"),
  device: named("device"),
  visit: named("visit"),
  csrf: named("XSRF-TOKEN"),
  link: named("link"),
  flow: named("flow"),
  theme: "theme",
} as const;

const common = { path: "/", httpOnly: true, secure: env.isHttps, sameSite: "lax" } as const;
const write = (name: string, value: string, more: { httpOnly?: boolean; maxAge?: number } = {}) =>
  serialize(name, value, { ...common, ...more });

/** Reads a Cookie header; never throws, whatever stands in it. The first of two cookies with one name counts. */
export const readCookies = (header: string | undefined): Record<string, string | undefined> => parse(header ?? "");

/** The session token in a cookie's value: `forged` when it was not signed by us, and then treated as nobody at all (SE-05, CK01). */
export function readSessionCookie(value: string | undefined): { token: string | null; forged: boolean } {
  if (value === undefined) return { token: null, forged: false };
  const token = sessionSigner.verify(value);
  return { token, forged: token === null };
}

/** The device token in a cookie's value, or null when it is missing or not ours. */
export const readDeviceCookie = (value: string | undefined): string | null =>
  value === undefined ? null : deviceSigner.verify(value);

/** Signs a browser in. With `remember` the cookie is kept to the session's absolute limit, else it ends with the browser. */
export function sessionCookie(token: string, remember: boolean): string {
  const maxAge = remember ? hours(env.SESSION_MAX_AGE_HOURS) / 1_000 : undefined;
  return write(cookieNames.session, sessionSigner.sign(token), maxAge === undefined ? {} : { maxAge });
}

/** Lets this browser be recognised at its next sign-in. */
export const deviceCookie = (token: string): string =>
  write(cookieNames.device, deviceSigner.sign(token), { maxAge: DEVICE_SECONDS });

/** Marks a browser that is not signed in, so that its forms can be told from another's. */
export const visitCookie = (id: string): string => write(cookieNames.visit, id);

/** Keeps the token of a link from a mail while its page is open, so that it stands in no address (AC04). Empty takes it off. */
export const linkCookie = (token: string): string =>
  write(cookieNames.link, token, { maxAge: token === "" ? 0 : LINK_SECONDS });

/** Marks a browser that goes elsewhere to sign in: what it brings back counts only here (OC02). */
export const flowCookie = (token: string): string => write(cookieNames.flow, token, { maxAge: FLOW_SECONDS });

/** The form token for scripts: the one cookie that they may read (CS-05). */
export const csrfCookie = (token: string): string => write(cookieNames.csrf, token, { httpOnly: false });

/** Remembers light or dark; "system" forgets it. */
export const themeCookie = (theme: "light" | "dark" | "system"): string =>
  write(cookieNames.theme, theme === "system" ? "" : theme, { maxAge: theme === "system" ? 0 : DEVICE_SECONDS });

/** Takes the session cookie off a browser. */
export const noSessionCookie: string = serialize(cookieNames.session, "", {
  ...common,
  maxAge: 0,
  expires: new Date(0),
});
