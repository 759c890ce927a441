import { readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { app, send } from "#tests/support/app.ts";
import { demoPassword } from "#tests/support/people.ts";
import { demoPeople } from "#app/db/demo-data.ts";

const hidden = [
  "/.env",
  "/.env.example",
  "/.git/config",
  "/.git/HEAD",
  "/.npmrc",
  "/package.json",
  "/package-lock.json",
  "/tsconfig.json",
  "/vite.config.ts",
  "/Dockerfile",
];
const built = [
  "/build/server/index.js",
  "/server/index.js",
  "/index.js",
  "/app/env.server.ts",
  "/app/server/main.js",
  "/drizzle/0000.sql",
  "/.vite/manifest.json",
  "/node_modules/pg/package.json",
];
const climbing = [
  "/assets/../server/index.js",
  "/assets/%2e%2e/%2e%2e/server/index.js",
  "/assets/..%2f..%2fpackage.json",
  "/assets/..%5c..%5cpackage.json",
  "/assets//etc/passwd",
  "/assets/.%00/x",
];
const development = [
  "/@vite/client",
  "/@id/x",
  "/@fs/etc/passwd",
  "/@react-refresh",
  "/__vite_ping",
  "/lab",
  "/lab/mail",
  "/lab/mail.json",
  "/graphql",
  "/metrics",
  "/debug",
  "/actuator/env",
  "/server-status",
];

describe("files", () => {
  it.each([...hidden, ...built])("RX27 %s is not there", async (target) => {
    const answer = await send(target);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toMatch(/"dependencies"|DATABASE_URL=|\[core\]|registry=/);
  });

  it.each(climbing)("RX27 %s leads nowhere", async (target) => {
    expect([400, 404]).toContain((await send(target)).status);
  });

  it("RX27 AU05 there are no source maps, neither beside the files nor named in them", async () => {
    const assets = readdirSync("build/client/assets");
    expect(assets.filter((file) => file.endsWith(".map"))).toEqual([]);
    for (const file of assets.filter((name) => name.endsWith(".js"))) {
      expect((await send(`/assets/${file}.map`)).status).toBe(404);
      expect(await (await send(`/assets/${file}`)).text()).not.toContain("sourceMappingURL");
    }
  });

  it("RX27 AU05 Z-07 nothing that only the server knows is in what browsers are given", async () => {
    for (const file of readdirSync("build/client/assets").filter((name) => name.endsWith(".js"))) {
      const text = await (await send(`/assets/${file}`)).text();
      expect(text, file).not.toMatch(/SESSION_SIGNING_KEYS|DATABASE_URL|password_hash|argon2/);
      expect(text, file).not.toContain(demoPassword);
    }
  });
});

describe("production", () => {
  it.each(development)("AU05 %s does not exist", async (target) => {
    expect([400, 404]).toContain((await send(target)).status);
  });

  it("AU05 every page says that it is no development copy, and shows none of its people", async () => {
    const data = await (await send("/login.data")).text();
    expect(data).toContain('"development",false');
    expect(demoPeople.filter(({ lastName }) => data.includes(lastName))).toEqual([]);
    expect(app.build.mode ?? "production").toBe("production");
  });
});

describe("the probes", () => {
  it("DH-02 AU13 /health and /ready are open to all and say ok, and nothing else", async () => {
    for (const probe of ["/health", "/ready"]) {
      const answer = await send(probe);
      expect([answer.status, await answer.text()]).toEqual([200, '{"status":"ok"}']);
      expect((await send(probe, { method: "HEAD" })).status).toBe(200);
    }
  });

  it.each(["/health", "/ready"])("DH-02 AU13 %s takes no post, and has no other spelling", async (probe) => {
    expect((await send(probe, { method: "POST", headers: { Origin: "https://evil.example" } })).status).toBe(403);
    const other = await Promise.all(
      [`${probe}?verbose=1`, `${probe}/`, `${probe}.data`, probe.toUpperCase()].map((target) => send(target)),
    );
    for (const answer of other) expect(await answer.text()).not.toMatch(/version|postgres|uptime/i);
  });
});
