import { readFileSync } from "node:fs";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startProduction, type Production } from "#tests/support/production.ts";

let production: Production;
const slow: Socket[] = [];

beforeAll(
  async () => void (production = await startProduction(process.env.DATABASE_URL ?? "", { LOG_LEVEL: "silent" })),
  60_000,
);
afterAll(async () => {
  for (const socket of slow) socket.destroy();
  await production.stop();
});

/** Opens a connection, says only this much, and holds on. */
async function hold(words: string): Promise<void> {
  const { hostname, port } = new URL(production.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  slow.push(socket);
  await once(socket, "connect");
  socket.write(words);
}

describe("clients that take their time", () => {
  it("HT10 two hundred with half a header and a hundred with half a body keep nobody else waiting", async () => {
    const { host } = new URL(production.url);
    const half = `POST /login HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${production.url}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na=`;
    await Promise.all([...Array(200)].map(() => hold("GET /login HTTP/1.1\r\nHost: x\r\nX-A")));
    await Promise.all([...Array(100)].map(() => hold(half)));
    for (const path of ["/health", "/ready", "/login", "/"]) {
      // Sooner than any of the slow ones is hung up on, so nobody can have waited for them.
      const answer = await fetch(`${production.url}${path}`, { signal: AbortSignal.timeout(8_000) });
      expect(answer.status, path).toBe(200);
    }
  });

  it("HT10 the server gives headers ten seconds and a whole request thirty, then hangs up", () => {
    const main = readFileSync("app/server/main.js", "utf8");
    for (const option of ["headersTimeout: 10_000", "requestTimeout: 30_000", "maxHeaderSize: 16_384"])
      expect(main).toContain(option);
  });
});
