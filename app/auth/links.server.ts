import { env } from "../env.server.ts";

/** The full address of a page for a mail. From the configured origin, whatever Host a request named (AC03). */
export const linkTo = (path: string, token?: string): string =>
  token === undefined ? `${env.origin}${path}` : `${env.origin}${path}?token=${token}`;
