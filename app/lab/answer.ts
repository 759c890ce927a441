import { pageHtml } from "./html.ts";

/** What a provider of the lab answers. */
export type Answer = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

/** An answer in JSON. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** Sends the browser to another address. */
export const redirectTo = (address: string): Answer => ({ status: 303, headers: { Location: address }, body: "" });

/** A page for people; `body` is HTML. */
export const html = (status: number, title: string, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "Content-Type": "text/html; charset=utf-8", ...headers },
  body: pageHtml(title, body),
});
