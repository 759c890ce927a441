import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";

import { seconds } from "./clock.ts";
import { fetchOutsideWithin } from "./fetch-outside.server.ts";
import { findUnreachable } from "./unreachable.ts";

const names = vi.hoisted(() => new Map<string, string[] | "never">());

vi.mock("node:dns", async (importOriginal) => {
  const dns = await importOriginal<typeof import("node:dns")>();
  type Found = (error: Error | null, found?: { address: string; family: number }[]) => void;
  const lookup = (name: string, options: object, done: Found) => {
    const addresses = names.get(name);
    if (!addresses) return dns.lookup(name, options as { all: true }, done);
    if (addresses === "never") return;
    return setImmediate(
      done,
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return { ...dns, default: { ...dns, lookup }, lookup };
});

afterEach(() => names.clear());

/** Its port, on every address of this machine; it ends with the test. */
async function listening(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => ended(server));
  return (server.address() as AddressInfo).port;
}

const ended = (server: Server) => {
  server.closeAllConnections();
  server.close();
};

const asked = (address: string, within = seconds(4), reach: "internet" | "own-networks" = "own-networks") =>
  fetchOutsideWithin(within, reach)(address);

/** What the fault says with which the call ends, which must be of the one kind. */
async function faultOf(address: string, within?: number, reach?: "internet" | "own-networks"): Promise<string> {
  const error: unknown = await asked(address, within, reach).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return findUnreachable(error) === error && error instanceof Error ? error.message : `no such fault: ${String(error)}`;
}

describe("a call to another server", () => {
  it("brings the whole answer, and what was sent along arrived", async () => {
    const port = await listening((request, response) => {
      request.on("data", (sent: Buffer) =>
        response
          .writeHead(400, { "content-type": "application/json", "set-cookie": ["a=1", "b=2"] })
          .end(
            JSON.stringify([
              request.method,
              request.headers["x-who"],
              request.headers["accept-encoding"],
              String(sent),
            ]),
          ),
      );
    });
    const call = { method: "POST", headers: { "x-who": "me" }, body: "grant_type=authorization_code" } as const;
    const answer = await fetchOutsideWithin(seconds(4), "own-networks")(`http://127.0.0.1:${port}/token`, call);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.json()).toEqual(["POST", "me", "identity", "grant_type=authorization_code"]);
  });

  it("takes an answer without a body", async () => {
    const port = await listening((_, response) => response.writeHead(204).end());
    expect((await asked(`http://localhost:${port}/`)).status).toBe(204);
  });
});

describe("OC14 a server that misbehaves ends the call as one kind of fault", () => {
  const behaviours: [string, RequestListener, RegExp][] = [
    ["says nothing", () => {}, /no answer within 0.3 s/],
    [
      "stops within the headers",
      (request) => void request.socket.write("HTTP/1.1 200 OK\r\nContent-"),
      /no answer within/,
    ],
    ["stops within the body", (_, response) => void response.writeHead(200).write("{"), /no answer within/],
    ["drips", (_, response) => void setInterval(() => response.write(" "), 20).unref(), /no answer within/],
    ["redirects", (_, response) => response.writeHead(302, { location: "/elsewhere" }).end(), /redirect/],
    ["fails", (_, response) => response.writeHead(500).end("{}"), /status 500/],
    ["makes up a status", (_, response) => response.writeHead(777).end("{}"), /status 777/],
    ["hangs up", (request) => request.socket.destroy(), /cannot be called/],
    [
      "hangs up within the body",
      (_, response) => response.writeHead(200).write("{", () => response.destroy()),
      /cannot be called/,
    ],
    [
      "speaks something else",
      (request) => void request.socket.end("220 mail.example.com ESMTP\r\n"),
      /cannot be called/,
    ],
    ["sends a bomb", (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb), /packed/],
  ];
  const bomb = gzipSync(Buffer.alloc(50_000_000));

  it.each(behaviours)("one that %s", async (_, behaviour, words) => {
    const port = await listening(behaviour);
    const began = performance.now();
    expect(await faultOf(`http://127.0.0.1:${port}/`, 300)).toMatch(words);
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it("one that streams 200 MB, of which little is read", async () => {
    let written = 0;
    const chunk = Buffer.alloc(64 * 1024);
    const port = await listening((_, response) => {
      const more = () => {
        while (written < 200_000_000 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", more);
        }
      };
      more();
    });
    expect(await faultOf(`http://127.0.0.1:${port}/`)).toMatch(/UND_ERR_RES_EXCEEDED_MAX_SIZE/);
    expect(written).toBeLessThan(20_000_000);
  });

  it("one whose name nobody says the address of", async () => {
    names.set("slow.example.com", "never");
    expect(await faultOf("https://slow.example.com/", 300)).toMatch(/no answer within/);
  });

  it("one that hangs is hung up on", async () => {
    let isOver = () => {};
    const over = new Promise<void>((resolve) => (isOver = resolve));
    const port = await listening((_, response) => void response.once("close", isOver).write("{"));
    const began = performance.now();
    await faultOf(`http://127.0.0.1:${port}/`, 300);
    await over;
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it("all calls of one deadline end together, those that begin behind it at once", async () => {
    const port = await listening((_, response) => setTimeout(() => response.end("{}"), 200).unref());
    const call = fetchOutsideWithin(500, "own-networks");
    const address = `http://127.0.0.1:${port}/`;
    await call(address);
    await call(address);
    await expect(call(address)).rejects.toThrow(/no answer within 0.5 s/);
    await expect(call(address)).rejects.toThrow(/no answer within 0.5 s/);
  });
});

describe("where a call may go", () => {
  it.each([
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.0.0.1/",
    "https://017700000001/",
    "https://127.0.0.1./",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[0:0:0:0:0:ffff:a00:1]/",
    "https://[64:ff9b::10.0.0.1]/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0.0.0.0/",
    "https://localhost/",
    "https://localhost./",
    "http://example.com/",
    "https://example.com:22/",
    "https://me:secret@example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "data:application/json,{}",
    "//example.com/",
    "",
  ])("a call of the internet alone is refused to %s", async (address) => {
    names.set("localhost.", ["127.0.0.1"]);
    expect(await faultOf(address, seconds(4), "internet")).toMatch(
      /is at no address that may be called|only called by https|password in its address|port of a system|not an address/,
    );
  });

  it.each([
    ["127.0.0.1"],
    ["::ffff:10.0.0.1"],
    ["::ffff:a00:1"],
    ["169.254.169.254"],
    ["10.0.0.1", "192.168.0.1"],
    ["fd00::1"],
  ])("a name that means %s is not called, and nobody hears of the attempt", async (...addresses) => {
    let calls = 0;
    const port = await listening((_, response) => response.end(String((calls += 1))));
    names.set("rebound.example.com", addresses);
    expect(await faultOf(`https://rebound.example.com:${port}/`, seconds(4), "internet")).toBe(
      "rebound.example.com is at no address that may be called",
    );
    expect(calls).toBe(0);
  });

  it("of several addresses only those count that may be called", async () => {
    names.set("idp.corp.example.com", ["169.254.169.254", "127.0.0.1"]);
    const port = await listening((_, response) => response.end("{}"));
    // TLS is spoken to a server without it: the connection was made.
    expect(await faultOf(`https://idp.corp.example.com:${port}/`)).toMatch(/ERR_SSL/);
  });

  it("no TLS is needed on this machine, and what calls itself this machine must be it", async () => {
    const port = await listening((_, response) => response.end("{}"));
    names.set("lab.localhost", ["127.0.0.1"]);
    expect((await asked(`http://lab.localhost:${port}/`)).status).toBe(200);
    names.set("lab.localhost", ["10.0.0.1"]);
    expect(await faultOf(`http://lab.localhost:${port + 1}/`)).toMatch(/is at no address that may be called/);
    expect(await faultOf(`http://10.0.0.1:${port}/`)).toMatch(/only called by https/);
  });

  it("what clouds hand out is out of reach even for whoever runs the app", async () => {
    names.set("metadata.example.com", ["169.254.169.254"]);
    expect(await faultOf("https://metadata.example.com/")).toMatch(/is at no address that may be called/);
    expect(await faultOf("https://169.254.169.254/")).toMatch(/is at no address that may be called/);
  });
});
