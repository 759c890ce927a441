import { createTranslator, type MessageKeys, type NestedKeyOf } from "use-intl/core";

import en from "./messages/en.json";

declare module "use-intl" {
  interface AppConfig {
    Locale: "en";
    Messages: typeof en;
  }
}

/** The full name of one sentence in `app/messages/en.json`, such as `signIn.errors.noMatch`. */
export type MessageKey = MessageKeys<typeof en, NestedKeyOf<typeof en>>;

/** The language of every page and mail; a second one enters here and as a second file beside `en.json`. */
export const locale = "en";

/** Every sentence of that language. */
export const messages = en;

/** A sentence outside of a component, such as a page's title or a mail, by its full key. An unknown key does not compile. Times are in UTC. */
export const text = createTranslator({ locale, messages: en, timeZone: "UTC" });
