import { pageHtml } from "./html.ts";

/** What the lab answers. With `to` it sends people on. */
export type Page = { status: number; type: string; body: string; to?: string };

export const HTML = "text/html; charset=utf-8";

/** A page for people; `body` is HTML. */
export const page = (title: string, body: string): Page => ({ status: 200, type: HTML, body: pageHtml(title, body) });

/** Back to the page that a form came from. */
export const back: Page = { status: 303, type: "text/plain", body: "", to: "/lab" };
