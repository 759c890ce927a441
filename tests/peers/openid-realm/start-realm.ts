import { fork } from "node:child_process";
import { once } from "node:events";

import { plainEnvironment } from "#tests/support/run-child.ts";
import { findNode24 } from "./node-24.ts";

/** A real provider, in a process of its own. */
export type Realm = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Takes orders by POST: `/rotate`, `/groups` (`username`, `group`…), `/sky` (`is` one of well, hang, down, nonsense). For another process. */
  readonly control: string;
  /** Signs with a new key and forgets the old one. */
  readonly rotateKeys: () => Promise<void>;
  /** Puts somebody into these groups and out of all others. */
  readonly setGroups: (username: string, groups: readonly string[]) => Promise<void>;
  /** Takes requests and says nothing. */
  readonly hang: () => Promise<void>;
  /** Answers everything with a 503. */
  readonly disable: () => Promise<void>;
  /** Answers everything with a page that says nothing to an app. */
  readonly talkNonsense: () => Promise<void>;
  /** Ends these three. */
  readonly recover: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const clientId = "gatehouse:demo";
const clientSecret = "known to 100% + everybody";

/**
 * Starts npm `oidc-provider` on Node.js 24, laid out like a Keycloak realm, in which everybody's password is that of the demo people.
 * People go back only to `redirectUris`. Throws, in one line, where Node.js 24 cannot be had.
 */
export async function startRealm(redirectUris: readonly string[]): Promise<Realm> {
  const settings = JSON.stringify({ clientId, clientSecret, redirectUris });
  const child = fork("tests/peers/openid-realm/realm.ts", [settings], {
    execPath: findNode24(),
    execArgv: ["--disable-warning=ExperimentalWarning"],
    env: plainEnvironment() as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  child.stderr?.on("data", passOnTrouble);
  const failed = once(child, "exit").then(() => Promise.reject(new Error("The realm did not start.")));
  const [{ issuer, control }] = (await Promise.race([once(child, "message"), failed])) as [
    Pick<Realm, "issuer" | "control">,
  ];
  failed.catch(() => undefined);
  const order = async (path: string, body: URLSearchParams = new URLSearchParams()) => {
    const { status } = await fetch(control + path, { method: "POST", body });
    if (status !== 204) throw new Error(`the realm did not take the order ${path}`);
  };
  const sky = (is: string) => order("/sky", new URLSearchParams({ is }));
  return {
    issuer,
    clientId,
    clientSecret,
    control,
    rotateKeys: () => order("/rotate"),
    setGroups: (username, groups) =>
      order("/groups", new URLSearchParams([["username", username], ...groups.map((group) => ["group", group])])),
    hang: () => sky("hang"),
    disable: () => sky("down"),
    talkNonsense: () => sky("nonsense"),
    recover: () => sky("well"),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, "exit");
    },
  };
}

/** Leaves out what the library has to say about each start: that a realm in memory is not for production. */
function passOnTrouble(text: Buffer): void {
  const lines = String(text).split("\n");
  const trouble = lines.filter((line) => line && !/^oidc-provider (?:WARNING|NOTICE)/.test(line));
  if (trouble.length > 0) console.error(trouble.join("\n"));
}
