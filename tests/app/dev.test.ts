import { spawn } from "node:child_process";
import { once } from "node:events";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { clientOf } from "#tests/support/client.ts";
import { plainEnvironment } from "#tests/support/run-child.ts";
import { minutes } from "#app/clock.ts";
import { freePort } from "#app/db/embedded/port.ts";
import { features } from "#app/features/enabled.ts";

const waysElsewhere = features.flatMap(({ routes }) =>
  routes.map(({ path }) => path).filter((path) => /^auth\/.*\/login$/.test(path)),
);

const port = await freePort();
const url = `http://localhost:${port}`;
const env = plainEnvironment({ PORT: String(port), APP_URL: undefined, LOG_LEVEL: "warn" }) as NodeJS.ProcessEnv;
const dev = spawn(process.execPath, ["app/commands/run.js", "dev"], { env, stdio: ["ignore", "pipe", "inherit"] });

/** What it has printed, once this stands in it. Fails when it ends before. */
async function printed(text: string): Promise<string> {
  let said = "";
  for await (const part of dev.stdout.iterator({ destroyOnReturn: false })) {
    said += String(part);
    if (said.includes(text)) return said;
  }
  throw new Error(`It ended without saying "${text}", but:\n${said}`);
}

describe("npm run dev", () => {
  let hello: string;
  beforeAll(async () => {
    hello = await printed("The lab, where people sign in elsewhere");
  }, minutes(1));
  afterAll(() => void dev.kill("SIGKILL"));

  it("says where it is, and who can sign in with which password", async () => {
    expect(hello).toContain(`Gatehouse: ${url}`);
    for (const name of ["root", "alice", "bob", "carol", "dave", "erin"]) expect(hello).toContain(`  ${name} `);
    const client = clientOf(url);
    await client.visit("/login");
    const { status, headers } = await client.signIn("alice");
    expect([status, headers.get("location")]).toEqual([303, "/dashboard"]);
  });

  it("has a button for each way to sign in elsewhere, and each leads to the lab", async () => {
    const client = clientOf(url);
    const page = await (await client.visit("/login")).text();
    const buttons = [...page.matchAll(/href="([^"]*\/auth\/[^"]+)"/g)].map(([, address = ""]) => new URL(address, url));
    for (const pattern of waysElsewhere) {
      const itsPath = expect.stringMatching(`^/${pattern.replaceAll(/:\w+/g, "[^/]+")}$`);
      expect(buttons.map(({ pathname }) => pathname)).toContainEqual(itsPath);
    }
    for (const button of buttons) {
      const { status, url: there } = await fetch(button);
      expect([status, new URL(there).host], button.href).toEqual([200, expect.not.stringMatching(new URL(url).host)]);
    }
  });

  it("ends with all that it started when it is told to", async () => {
    const closed = once(dev, "close"); // which waits for everybody that can print
    dev.kill("SIGTERM");
    dev.stdout.resume();
    expect((await closed)[1]).toBeNull();
    await expect(fetch(url)).rejects.toThrow();
  });
});
