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
  /** Ends what it has started beside the lab's own server. */
  readonly close?: () => Promise<void>;
};

/** Where a part stands: the lab's server listens at `origin`, the app is at `app`; `port` is for one with a server of its own (0: any free one). */
export type LabPlace = { readonly origin: string; readonly app: string; readonly port: number };

/** Starts a part of a lab. */
export type StartLabPart = (place: LabPlace) => Promise<LabPart>;
