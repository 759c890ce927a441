import type { Removal } from "../removal.ts";

/** What `npm run remove -- trusted-proxy` takes out besides this folder. */
export const removal: Removal = {
  files: ["app/guards/somebody-elses.ts", "app/lab/proxy", "tests/app/trusted-proxy", "tests/e2e/proxy*"],
  lists: ["app/guards/schemes.server.ts", "app/lab/parts.ts", "app/server/gate.ts", "tests/e2e/scenes.ts"],
  cuts: [
    { file: "app/access/principal.ts", text: ' | "proxy"' },
    { file: "app/db/sessions.schema.ts", text: ' | "proxy"' },
    { file: "app/guards/any-credential.ts", text: ', "proxy"' },
    {
      file: "app/auth/session-lookup.server.ts",
      text: " & {\n    /** Whom the proxy named when they came in by it. */\n    vouchedSubject: string | null;\n  }",
    },
    {
      file: "app/auth/session-lookup.server.ts",
      text: "    case when s.method = 'proxy' then (select subject from auth.identities where id = s.identity_id) end as vouched_subject,\n",
    },
    { file: "app/auth/session-lookup.server.ts", text: "    vouched_subject: string | null;\n" },
    { file: "app/auth/session-lookup.server.ts", text: "    vouchedSubject: row.vouched_subject,\n" },
    {
      file: "app/guards/posted.server.ts",
      text: "  // Whatever the browser shows to the proxy in front of the app, it shows by itself, like a cookie.\n",
    },
    { file: "app/guards/posted.server.ts", text: " && !context.vouching.ok" },
    {
      file: "app/guards/request-context.ts",
      text: `/** Somebody for whom the proxy in front of the app vouches, and their groups there. */
export type Vouched = { readonly ok: true; readonly subject: string; readonly groups: readonly string[] };

/** Why nobody is vouched for: this is not from the proxy, it names nobody, or what it says can be read in two ways. */
export type NotVouched = { readonly ok: false; readonly reason: "stranger" | "nobody" | "unreadable" };
export type Vouching = Vouched | NotVouched;

`,
    },
    {
      file: "app/guards/request-context.ts",
      text: "  /** What the proxy in front of the app says of who asks, once it has shown that it is the one. Says nothing of a session. */\n  readonly vouching: Vouching;\n",
    },
    {
      file: "app/guards/session-scheme.server.ts",
      text: 'import { isSomebodyElses } from "./somebody-elses.ts";\n',
    },
    { file: "app/guards/session-scheme.server.ts", text: " Signed out once the proxy names somebody else." },
    { file: "app/guards/session-scheme.server.ts", text: ", address, vouching }", leaves: ", address }" },
    { file: "app/guards/session-scheme.server.ts", text: " || isSomebodyElses(found, vouching)" },
    { file: "app/server/gate.ts", text: "    const isVouched = vouching.ok && isApi && !shown;\n" },
    { file: "app/server/gate.ts", text: " || isVouched" },
    { file: "app/server/gate.ts", text: "      vouching: shown ? nobodyVouched : vouching,\n" },
    { file: "app/server/gate.ts", text: 'const nobodyVouched: NotVouched = { ok: false, reason: "nobody" };\n' },
    { file: "app/server/gate.ts", text: "NotVouched, RequestContext", leaves: "RequestContext" },
    {
      file: "app/guards/request-context.ts",
      text: ": nothing counts there beside it, neither a cookie nor a proxy (C-13).",
      leaves: ": a cookie beside it does not count (C-13).",
    },
  ],
  words: ["trustedProxy", "methods.proxy", "admin.connections.kinds.proxy"],
  settings: ["Signing in through a proxy"],
  packages: [],
  tables: [],
};
