import type { Page } from "@playwright/test";

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** How a page may be looked at: in light and dark, at a desk and on a phone. The names become parts of file names. */
export const looks = {
  light: { colorScheme: "light", viewport: desktop },
  dark: { colorScheme: "dark", viewport: desktop },
  "phone-light": { colorScheme: "light", viewport: phone },
  "phone-dark": { colorScheme: "dark", viewport: phone },
} as const;

export type Look = keyof typeof looks;

/** Looks at a page that is open already in another way, at once: without the fading of colours. */
export async function lookAt(page: Page, look: Look): Promise<void> {
  const { colorScheme, viewport } = looks[look];
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.setViewportSize(viewport);
}
