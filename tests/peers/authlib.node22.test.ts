import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

import { expect, it, onTestFinished } from "vitest";

import { ensureDebianPackages } from "#tests/support/debian-packages.ts";
import { callback, newClient } from "../app/authorization-server/clients.ts";
import { allowAt, personAt, serve } from "../app/authorization-server/served.ts";

// Debian's own Python: its packages are for no other.
const python = "/usr/bin/python3";
const isThere = () => spawnSync(python, ["-c", "import authlib, requests"]).status === 0;
const ensured = await ensureDebianPackages(new URL("authlib/debian-packages.txt", import.meta.url), isThere);
if (!ensured.ok) console.warn(`Not tested with authlib: ${ensured.why}`);

const script = new URL("authlib/application.py", import.meta.url).pathname;

/** Runs the application beside a browser in which bob is signed in, and gives what it says at its end. */
async function run(url: string): Promise<unknown> {
  const client = await newClient({ grants: ["browser", "itself"] });
  const bob = await personAt({ url }, "bob");
  const application = spawn(python, [script, url, client.id, client.secret ?? "", callback], {
    env: { ...process.env, AUTHLIB_INSECURE_TRANSPORT: "1" }, // plain HTTP, on this machine
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: application.stdout })[Symbol.asyncIterator]();
  const address = String((await lines.next()).value);
  application.stdin.end(`${(await allowAt(bob, new URL(address))).href}\n`);
  return JSON.parse(String((await lines.next()).value));
}

it.skipIf(!ensured.ok)(
  "authlib runs every flow against the production build, and checks what it is given",
  async () => {
    const { url } = await serve({}, onTestFinished);
    const about = { sub: expect.any(String), preferred_username: "bob" };
    expect(await run(url)).toEqual({
      claims: expect.objectContaining({ iss: url, sub: expect.any(String) }),
      userinfo: expect.objectContaining(about),
      projects: 200,
      introspected: expect.objectContaining({ active: true, scope: "openid profile project:read" }),
      revoked: 200,
      introspectedAfterwards: { active: false },
      copied: "invalid_grant",
      codeAgain: "invalid_grant",
      itself: { scope: "project:read", refreshes: false },
    });
  },
);
