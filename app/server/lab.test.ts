import { createServer, request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { afterAll, describe, expect, it } from "vitest";

const lab = createServer((req, res) => res.writeHead(200, { "Content-Type": "text/html" }).end(`the lab's ${req.url}`));
await once(lab.listen(0, "127.0.0.1"), "listening");
const portOf = (server: typeof lab) => (server.address() as AddressInfo).port;
Object.assign(process.env, {
  NODE_ENV: "development",
  APP_URL: "http://localhost:3000",
  LAB_URL: `http://127.0.0.1:${portOf(lab)}`,
});
const { answerFromLab } = await import("./lab.ts");
const front = createServer((req, res) => void (answerFromLab(req, res) || res.writeHead(404).end("the app")));
await once(front.listen(0, "127.0.0.1"), "listening");
afterAll(() => [lab, front].forEach((server) => server.close().closeAllConnections()));

async function ask(path: string, { host = "localhost:3000", method = "GET" } = {}): Promise<string> {
  const asking = request({ host: "127.0.0.1", port: portOf(front), path, method, headers: { Host: host } }).end();
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  let said = "";
  for await (const chunk of answer) said += String(chunk);
  return said;
}

describe("in development the lab", () => {
  it.each(["/lab", "/lab/mail", "/lab/mail.json", "/lab?a=b"])("answers %s", async (path) => {
    expect(await ask(path)).toBe(`the lab's ${path}`);
  });

  it.each(["/labour", "/LAB", "/", "/login?redirectTo=/lab", "/lab.data"])("does not answer %s", async (path) => {
    expect(await ask(path)).toBe("the app");
  });

  it("answers nobody who came under another name, since a page elsewhere could, and takes nothing", async () => {
    expect(await ask("/lab/mail.json", { host: "evil.example.test:3000" })).toBe("the app");
    expect(await ask("/lab/mail", { method: "POST" })).toBe("the app");
  });

  it("that has gone is a plain error", async () => {
    await new Promise((resolve) => (lab.close(resolve), lab.closeAllConnections()));
    expect(await ask("/lab")).toBe("The lab does not answer.");
  });
});
