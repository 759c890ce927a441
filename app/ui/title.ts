import type { MetaDescriptor } from "@remix-run/react";

import { type MessageKey, text } from "#app/sentences.ts";

/** A page's `meta`: its title, from the catalogue, with the name of the app. Text from people never goes in here. */
export const pageTitle = (page: MessageKey): MetaDescriptor[] => [{ title: text("app.title", { page: text(page) }) }];
