import type { ShownCredential } from "./shown-credential.ts";

/** Somebody for whom the proxy in front of the app vouches, and their groups there. */
export type Vouched = { readonly ok: true; readonly subject: string; readonly groups: readonly string[] };

/** Why nobody is vouched for: this is not from the proxy, it names nobody, or what it says can be read in two ways. */
export type NotVouched = { readonly ok: false; readonly reason: "stranger" | "nobody" | "unreadable" };
export type Vouching = Vouched | NotVouched;

/** What the gate found out about a request before anything else ran. One object a request: loaders share it as `args.context`. */
export type RequestContext = {
  /** Stands in the answer, the log and the audit log. */
  readonly requestId: string;
  /** The client's address, as far as trusted proxies vouch for it. */
  readonly address: string;
  /** What the proxy in front of the app says of who asks, once it has shown that it is the one. Says nothing of a session. */
  readonly vouching: Vouching;
  readonly userAgent: string;
  /** Allows the page's own scripts under the content security policy. */
  readonly nonce: string;
  /** A single-fetch request (`/path.data`): refusals are statuses and never redirects, but for the one to `/confirm`. */
  readonly isData: boolean;
  /** An address for programs: they get problems, never pages or redirects. */
  readonly isApi: boolean;
  /** What a program shows in a header, on addresses for programs: nothing counts there beside it, neither a cookie nor a proxy (C-13). */
  readonly shown: ShownCredential | null;
  /** The token of a genuine session cookie. Whether the session still lives, the database knows. */
  readonly sessionToken: string | null;
  readonly deviceToken: string | null;
  /** The token of the link from a mail that this browser opened last. Whether it still holds, the database knows. */
  readonly linkToken: string | null;
  /** Marks the browser that has gone elsewhere to sign in, and is now back. */
  readonly flowToken: string | null;
  /** The token for this browser's forms, and what it is bound to. */
  readonly csrfToken: string;
  readonly csrfBinding: string;
  readonly csrfCookie: string | null;
  readonly theme: "light" | "dark" | null;
  /** Puts a header on whatever answer comes out, also on one that a page renders around an error. */
  readonly setHeader: (name: string, value: string) => void;
};

declare module "@remix-run/server-runtime" {
  // eslint-disable-next-line typescript/no-empty-object-type -- merging is how Remix lets an app type its context
  interface AppLoadContext extends RequestContext {}
}

/** Where a request came from, as the audit log wants it. */
export const originOf = ({ requestId, address, userAgent }: RequestContext) => ({ requestId, address, userAgent });
