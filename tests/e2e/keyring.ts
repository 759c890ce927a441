import { devices } from "@playwright/test";

import { type Cookies, sessionOf, type Username } from "./people.ts";

/** Gives the cookies of a signed-in person, or none for nobody. */
export type Keyring = (username: Username | null) => Promise<Cookies>;

const own = devices["Desktop Chrome"].userAgent;
const others = [devices["iPhone 15"].userAgent, devices["Desktop Firefox"].userAgent];

/** A keyring to the server at `baseURL`, which signs each person in once. alice is signed in on a phone and another computer as well. */
export function keyringTo(baseURL: string): Keyring {
  const keys = new Map<Username, Promise<Cookies>>();
  return async (username) => {
    if (!username) return { cookies: [], origins: [] };
    const key = keys.get(username) ?? signInOnce(baseURL, username);
    keys.set(username, key);
    return key;
  };
}

async function signInOnce(baseURL: string, username: Username): Promise<Cookies> {
  if (username === "alice") for (const userAgent of others) await sessionOf(baseURL, username, userAgent);
  return sessionOf(baseURL, username, own);
}
