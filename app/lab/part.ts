import type { IncomingMessage, ServerResponse } from "node:http";

import type { Page } from "./page.ts";

/** Something that people sign in through elsewhere, for as long as the lab runs: what stands in for it while somebody develops. */
export type LabPart = {
  /** What the app's environment says so that people can sign in through it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Answers a request that is for it; false when it is not. */
  readonly answers: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Its section of the page `/lab`, as HTML. */
  readonly html: () => string;
  /** Does what a form of that section, posted to `path`, asks for; null when the path is not its own. */
  readonly post: (path: string, form: URLSearchParams) => Promise<Page | null>;
};

/** Starts a part of a lab whose server listens at `origin`. */
export type StartLabPart = (origin: string) => Promise<LabPart>;
