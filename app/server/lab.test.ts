import { createServer, request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { afterAll, describe, expect, it } from "vitest";

const lab = createServer(async (req, res) => {
  let form = "";
  for await (const chunk of req) form += String(chunk);
  if (req.method === "POST") return res.writeHead(303, { Location: `/lab?${form}` }).end("the lab's form");
  res.writeHead(200, { "Content-Type": "text/html" }).end(`the lab's ${req.url}`);
});
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

type Asking = { host?: string; method?: string; headers?: Record<string, string>; body?: string };

async function askFor(path: string, { host = "localhost:3000", method = "GET", headers = {}, body = "" }: Asking = {}) {
  const more = method === "GET" ? {} : { "Content-Length": String(body.length) };
  const to = { host: "127.0.0.1", port: portOf(front), path, method, headers: { Host: host, ...more, ...headers } };
  const [answer] = (await once(request(to).end(body), "response")) as [IncomingMessage];
  let said = "";
  for await (const chunk of answer) said += String(chunk);
  return { said, status: answer.statusCode, location: answer.headers.location };
}

const ask = async (path: string, asking?: Asking) => (await askFor(path, asking)).said;

describe("in development the lab", () => {
  it.each(["/lab", "/lab/mail", "/lab/mail.json", "/lab?a=b"])("answers %s", async (path) => {
    expect(await ask(path)).toBe(`the lab's ${path}`);
  });

  it.each(["/labour", "/LAB", "/", "/login?redirectTo=/lab", "/lab.data"])("does not answer %s", async (path) => {
    expect(await ask(path)).toBe("the app");
  });

  it("answers nobody who came under another name, since a page elsewhere could", async () => {
    expect(await ask("/lab/mail.json", { host: "evil.example.test:3000" })).toBe("the app");
  });

  const ownForm = { Origin: "http://localhost:3000", "Content-Type": "application/x-www-form-urlencoded" };
  const posted = { method: "POST", headers: ownForm, body: "fault=down&to=on" };

  it("takes a form of its own page, and sends the browser where it says", async () => {
    const answer = await askFor("/lab/weather", posted);
    expect(answer).toEqual({ said: "the lab's form", status: 303, location: "/lab?fault=down&to=on" });
  });

  it.each([
    ["from nowhere", { Origin: undefined }],
    ["from a sandbox", { Origin: "null" }],
    ["from elsewhere", { Origin: "https://evil.example.test" }],
    ["from another port of this machine", { Origin: "http://localhost:4000" }],
    ["that the browser calls cross-site", { "Sec-Fetch-Site": "cross-site" }],
    ["that is no form", { "Content-Type": "text/plain" }],
  ])("takes no form %s", async (_, more) => {
    const given = Object.entries({ ...ownForm, ...more }).filter(([, value]) => value !== undefined);
    const headers = Object.fromEntries(given) as Record<string, string>;
    expect(await ask("/lab/weather", { ...posted, headers })).toBe("the app");
  });

  it("takes no form that is too large, and no other method", async () => {
    expect(await ask("/lab/weather", { ...posted, body: "a".repeat(5_000) })).toBe("the app");
    expect(await ask("/lab/weather", { ...posted, method: "DELETE" })).toBe("the app");
  });

  it("that has gone is a plain error", async () => {
    await new Promise((resolve) => (lab.close(resolve), lab.closeAllConnections()));
    expect(await ask("/lab")).toBe("The lab does not answer.");
  });
});
