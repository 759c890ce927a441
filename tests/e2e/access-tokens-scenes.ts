import type { Page } from "@playwright/test";

import { demoPassword } from "#app/db/demo-data.ts";
import type { Scene } from "./scenes.ts";

/** The lists of sessions with programs in them. */
export const accessTokensScenes: readonly Scene[] = [
  { name: "sessions-programs", as: "alice", open: (page) => openWithPrograms(page, "/settings/sessions") },
  { name: "admin-sessions-programs", as: "alice", open: (page) => openWithPrograms(page, "/admin/sessions") },
];

async function openWithPrograms(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // Not through the page: a program brings no cookie.
  for (const client of ["Harbour app", "Harbour app", "Lantern 2.1"])
    await fetch(new URL("/api/auth/login", page.url()), {
      method: "POST",
      headers: { "Content-Type": "application/json", "User-Agent": "harbour/2.1" },
      body: JSON.stringify({ identifier: "alice", password: demoPassword, client }),
    });
  await page.goto(path);
  await page.getByText("Harbour app").first().waitFor();
}
