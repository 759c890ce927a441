import type { Browser } from "#tests/support/browser.ts";
import { directoryPassword } from "#app/lab/directory/entries.ts";
import { binds, directory, searches } from "./lab-directory.ts";

// Behind the directory: the app reads where it is as it is loaded.
export const { newBrowser } = await import("#tests/support/browser.ts");
export { binds, directory, directoryPassword, searches };

/** Signs in by the ordinary form, with the password of the directory unless another is given. */
export const enter = (browser: Browser, identifier: string, password = directoryPassword): Promise<Response> =>
  browser.submit("/login", { identifier, password });

/** What the app says of who is signed in. */
export const me = async (browser: Browser) =>
  (await (await browser.visit("/api/auth/me")).json()) as Record<string, unknown>;
