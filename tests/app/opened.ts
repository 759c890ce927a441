import { cookieHeader, newBrowser, type Browser } from "#tests/support/browser.ts";
import { parseSetCookie } from "#tests/support/set-cookie.ts";
import { createSession } from "#app/auth/sessions.server.ts";
import { createUser, findByUsername } from "#app/auth/users.server.ts";
import { now } from "#app/clock.ts";
import { db } from "#app/db/client.server.ts";
import { sessionCookie } from "#app/guards/cookies.server.ts";

/** The name of the session cookie over https. */
export const SESSION = "__Host-session";

/**
 * A browser that is signed in as somebody, without the price of checking a password: the session is opened in the database.
 * For tests that need many (import the app's own files after this one: it sets the keys); whatever is about signing in itself goes through the page.
 */
export async function openedFor(username: string, browser = newBrowser()): Promise<Browser> {
  const user = await findByUsername(username);
  if (!user) throw new Error(`there is nobody called ${username}`);
  const pending = user.emailVerifiedAt ? null : "verify-email";
  const details = {
    method: "password",
    pending,
    address: "203.0.113.9",
    userAgent: "A test",
    remember: false,
  } as const;
  const { token } = await createSession(db, user, details);
  browser.cookies.set(SESSION, parseSetCookie(sessionCookie(token, false)).value);
  return browser;
}

/** Adds somebody whose e-mail address is not verified yet: their sessions wait at that step. */
export const addUnverified = (username: string) =>
  createUser(db, { username, email: `${username}@example.com`, emailVerifiedAt: null });

/** Adds somebody who is verified and has no role. */
export const addVerified = (username: string) =>
  createUser(db, { username, email: `${username}@example.com`, emailVerifiedAt: now() });

/** All cookies of a browser, as one header. */
export const cookiesOf = ({ cookies }: Browser): string => cookieHeader(cookies);
