import type { MetaDescriptor } from "@remix-run/react";

import { type MessageKey, text } from "#app/sentences.ts";

import { problemTitle } from "./problem.ts";

/**
 * A page's `meta`: its title, from the catalogue, with the name of the app; of a page that shows its own errors, what went wrong where
 * something did. Text from people never goes in here.
 */
export const pageTitle = (page: MessageKey, error?: unknown): MetaDescriptor[] => [
  { title: text("app.title", { page: text(error ? problemTitle(error) : page) }) },
];
