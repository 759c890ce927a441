import type { ReactNode } from "react";
import { IntlProvider, useFormatter, useTranslations } from "use-intl";

import { locale, messages } from "#app/sentences.ts";

/**
 * Gives every component below it the sentences and formats of the page's language.
 * The time zone stays UTC so that server and browser write the same first page; `Time` moves to the reader's own.
 */
export function Intl({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}

/** The sentences of one part of `en.json`, by key. An unknown key does not compile. */
export const useText = useTranslations;

/** Writes dates, times, numbers and lists the way the page's language does. */
export const useFormat = useFormatter;
