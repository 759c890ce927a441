import { send } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { sendJson } from "../administrators.ts";

/** A key as the answer to its making has it. */
export type Made = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  expiresAt: string | null;
  lastUsedAt: string | null;
  key: string;
};

/** Makes a key of the person in this browser. */
export async function keyOf(browser: Browser, scopes: readonly string[] = [], more: object = {}): Promise<Made> {
  const answer = await sendJson(browser, "POST", "/api/keys", { name: "the build server", scopes, ...more });
  if (answer.status !== 201) throw new Error(`no key: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Made;
}

/** Headers that show a key, as most clients do. */
export const showing = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` });

/** Asks an address with nothing but a key. */
export const askWith = (key: string, path = "/api/auth/me"): Promise<Response> => send(path, { headers: showing(key) });

/** Sends JSON with nothing but a key. */
export const sendWith = (key: string, method: string, path: string, body: object = {}): Promise<Response> =>
  send(path, {
    method,
    headers: { ...showing(key), "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
