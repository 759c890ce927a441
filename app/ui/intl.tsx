import type { ReactNode } from "react";
import {
  createTranslator,
  IntlProvider,
  type MessageKeys,
  type NestedKeyOf,
  useFormatter,
  useTranslations,
} from "use-intl";

import en from "#app/messages/en.json";

declare module "use-intl" {
  interface AppConfig {
    Locale: "en";
    Messages: typeof en;
  }
}

/** The full name of one sentence in `app/messages/en.json`, such as `signIn.errors.noMatch`. */
export type MessageKey = MessageKeys<typeof en, NestedKeyOf<typeof en>>;

/** The language of every page; a second one enters here and as a second file beside `en.json`. */
export const locale = "en";

/**
 * Gives every component below it the sentences and formats of the page's language.
 * The time zone stays UTC so that server and browser write the same first page; `Time` moves to the reader's own.
 */
export function Intl({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale={locale} messages={en} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}

/** The sentences of one part of `en.json`, by key. An unknown key does not compile. */
export const useText = useTranslations;

/** Writes dates, times, numbers and lists the way the page's language does. */
export const useFormat = useFormatter;

/** A sentence outside a component, such as a page's title, by its full key. */
export const text = createTranslator({ locale, messages: en });
