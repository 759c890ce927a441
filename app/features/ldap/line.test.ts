import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import * as tls from "node:tls";

import { afterEach, describe, expect, it } from "vitest";

import { makeCertificates } from "#tests/support/certificates.ts";
import { withLine } from "./line.server.ts";

const { authority, server: right } = makeCertificates("127.0.0.1");
const dn = "uid=nina,dc=example,dc=com";
const heard: Buffer[] = [];
const said = () => Buffer.concat(heard).toString();
const closings: (() => void)[] = [];
afterEach(() => {
  closings.splice(0).forEach((close) => close());
  heard.length = 0;
});

/** Answers to the message of this number (RFC 4511): StartTLS is taken, a password is refused. */
const taken = (number = 0) => Buffer.from([0x30, 12, 2, 1, number, 0x78, 7, 10, 1, 0, 4, 0, 4, 0]);
const refused = (number = 0) => Buffer.from([0x30, 12, 2, 1, number, 0x61, 7, 10, 1, 49, 4, 0, 4, 0]);

/** The beginning of "the password is right", in which the directory's own answer stands as a remark. */
const itIsRight = (number: number) => Buffer.from([0x30, 26, 2, 1, number, 0x61, 21, 10, 1, 0, 4, 0, 4, 14]);
const small = Buffer.from([0x30, 5, 2, 1, 9, 0x73, 0]);
const many = (count: number) => Buffer.concat(Array.from({ length: count }, () => small));

async function listen(onClient: (client: Socket) => void): Promise<number> {
  const server = createServer((client) => onClient(client.on("error", () => undefined))).listen(0, "127.0.0.1");
  closings.push(() => server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A directory that calls every password wrong, over a protected connection. */
function protect(client: Socket, certified = right, before = Buffer.alloc(0)): void {
  const secure = new tls.TLSSocket(client, { isServer: true, ...certified }).on("error", () => undefined);
  secure.on("data", (bytes) => {
    heard.push(bytes);
    secure.write(Buffer.concat([before, refused(bytes[4])]));
  });
}

const withStartTls = (added: Buffer, certified = right) =>
  listen((client) =>
    client.once("data", (asked) => {
      client.write(Buffer.concat([taken(asked[4]), added]));
      protect(client, certified);
    }),
  );

/** Whether the password is right there, or why it could not be asked. */
const ask = (port: number, startTls: boolean) =>
  withLine(
    { url: `${startTls ? "ldap" : "ldaps"}://127.0.0.1:${port}`, startTls, ca: authority, reach: "own-networks" },
    (line) => line.bind(dn, "not the right password"),
  ).catch((error: Error & { code: string }) => error.code);

describe("a connection to a directory", () => {
  it("is protected before it is asked anything", async () => {
    expect(await ask(await withStartTls(Buffer.alloc(0)), true)).toBe(false);
    expect(await ask(await listen((client) => protect(client)), false)).toBe(false);
    expect(said()).toContain(dn);
  });

  it("LD08 is none for a certificate that has expired: nothing is asked there", async () => {
    const expired = makeCertificates("127.0.0.1", Date.now() - 60_000);
    const trusting = (port: number, startTls: boolean) =>
      withLine(
        { url: `${startTls ? "ldap" : "ldaps"}://127.0.0.1:${port}`, startTls, ca: expired.authority, reach: "own-networks" }, // prettier-ignore
        (line) => line.bind(dn, "not the right password"),
      );
    const wrong = { directoryFault: "unreachable", code: "CERT_HAS_EXPIRED" };
    await expect(trusting(await withStartTls(Buffer.alloc(0), expired.server), true)).rejects.toMatchObject(wrong);
    await expect(trusting(await listen((client) => protect(client, expired.server)), false)).rejects.toMatchObject(wrong); // prettier-ignore
    expect(said()).not.toContain(dn);
  });

  it.each([1, 2, 3, 4])(
    "LD08 takes nothing that was said before it was protected for an answer after it (to message %i)",
    async (number) => {
      expect(await ask(await withStartTls(itIsRight(number)), true)).toBe("garbled");
      expect(said()).not.toContain(dn);
    },
  );

  it.each([
    ["in pieces", [...taken(1)].map((byte) => Buffer.from([byte])), false],
    ["with a longer length", [Buffer.from([0x30, 0x84, 0, 0, 0, 12]), taken(1).subarray(2)], false],
    ["that is no message", [Buffer.from("HTTP/1.1 400 Bad Request")], "garbled"],
    ["without a length", [Buffer.from([0x30, 0x80, 2, 1, 1])], "garbled"],
    ["to something else", [refused(1)], "garbled"],
  ])("LD07 hears an answer to StartTLS %s", async (_, pieces, heardAs) => {
    const port = await listen((client) =>
      client.once("data", async () => {
        client.setNoDelay();
        for (const piece of pieces) await new Promise((sent) => client.write(piece, sent));
        protect(client);
      }),
    );
    expect(await ask(port, true)).toBe(heardAs);
  });

  it("LD07 outlives somebody who says very much in very little messages", async () => {
    expect(await ask(await withStartTls(many(9_000)), true)).toBe("garbled");
    expect(await ask(await listen((client) => protect(client, right, many(9_000))), false)).toBe(false);
  });
});
