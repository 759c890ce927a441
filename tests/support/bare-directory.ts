import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import * as tls from "node:tls";

import type { Certified } from "./certificates.ts";

/** What a client said, as it came over the line (RFC 4511): text is the bytes of it, read as UTF-8. */
export type Said =
  | { readonly is: "bind"; readonly dn: string; readonly isSimple: boolean; readonly password: string }
  | { readonly is: "search"; readonly base: string; readonly sizeLimit: number; readonly filter: Filter }
  | { readonly is: "start-tls" | "something else" };

/** A filter by its tag: 0xa0 and, 0xa1 or, 0xa2 not, 0xa3 equals, 0xa4 substrings, 0x87 present. */
export type Filter = { readonly tag: number; readonly parts: readonly (string | Filter)[] };

/** Answers to a bind or a search: bytes, made by `answers`, or hanging up. */
type Answer = (id: number, said: Said) => Buffer | "hang-up";

export type BareDirectory = {
  readonly url: string;
  readonly heard: Said[];
  /** How often anybody has connected. */
  readonly connections: () => number;
  /** How many of them have not ended. */
  readonly open: () => number;
  readonly close: () => void;
};

/**
 * A directory that reads what is said to it byte by byte, with no library in between, and answers as it is told; by ldaps where it has a
 * certificate.
 */
export async function startBareDirectory(answer: Answer, certificate?: Certified): Promise<BareDirectory> {
  const heard: Said[] = [];
  const clients: Socket[] = [];
  const meet = (client: Socket) => {
    clients.push(client);
    client.on("error", () => undefined);
    client.on("data", (bytes) => {
      if (bytes[0] !== 0x30) return void client.destroy(); // TLS, which nobody here speaks
      for (const message of elementsIn(bytes)) {
        const [id, operation] = elementsIn(message.content);
        if (!id || !operation || operation.tag === UNBIND) continue;
        const said = saidIn(operation);
        heard.push(said);
        const answered = answer(id.content.readUIntBE(0, id.content.length), said);
        if (answered === "hang-up") client.destroy();
        else client.write(answered);
      }
    });
  };
  const server = certificate ? tls.createServer(certificate, meet) : createServer(meet);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `ldap${certificate ? "s" : ""}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    connections: () => clients.length,
    open: () => clients.filter(({ closed }) => !closed).length,
    close: () => {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
}

const UNBIND = 0x42;
type Element = { readonly tag: number; readonly content: Buffer };

function saidIn({ tag, content }: Element): Said {
  const parts = elementsIn(content);
  const text = (at: number) => String(parts[at]?.content ?? "");
  if (tag === 0x60) return { is: "bind", dn: text(1), isSimple: parts[2]?.tag === 0x80, password: text(2) };
  if (tag === 0x77) return { is: text(0) === "1.3.6.1.4.1.1466.20037" ? "start-tls" : "something else" };
  if (tag !== 0x63 || !parts[6]) return { is: "something else" };
  return { is: "search", base: text(0), sizeLimit: parts[3]?.content.readUInt8() ?? 0, filter: filterIn(parts[6]) };
}

const filterIn = ({ tag, content }: Element): Filter => ({
  tag,
  parts:
    tag === 0x87
      ? [String(content)]
      : elementsIn(content).map((one) => (one.tag === 4 ? String(one.content) : filterIn(one))),
});

function elementsIn(bytes: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at + 1 < bytes.length;) {
    const [tag = 0, size = 0] = bytes.subarray(at);
    const more = size > 127 ? size - 128 : 0;
    const length = more > 0 ? bytes.readUIntBE(at + 2, more) : size;
    found.push({ tag, content: bytes.subarray(at + 2 + more, at + 2 + more + length) });
    at += 2 + more + length;
  }
  return found;
}

function element(tag: number, ...parts: (Buffer | string | number)[]): Buffer {
  const content = Buffer.concat(parts.map((one) => (typeof one === "number" ? Buffer.from([one]) : Buffer.from(one))));
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const message = (id: number, operation: Buffer) => element(0x30, element(2, id), operation);
const result = (tag: number, id: number, code: number, referral = "") =>
  message(id, element(tag, element(10, code), element(4), element(4), referral && element(0xa3, element(4, referral))));
const entry = (id: number, dn: string, attributes: Record<string, string>) =>
  message(
    id,
    element(
      0x64,
      element(4, dn),
      element(
        0x30,
        ...Object.entries(attributes).map(([name, value]) =>
          element(0x30, element(4, name), element(0x31, element(4, value))),
        ),
      ),
    ),
  );

/** How a directory answers, by result codes: 0 is success, 2 a fault of the protocol, 4 too many, 10 elsewhere, 49 not this password. */
export const answers = {
  bound: (id: number, code = 0) => result(0x61, id, code),
  protectedNow: (id: number, code = 0) => result(0x78, id, code),
  found: (id: number, entries: Record<string, Record<string, string>>, code = 0, referral = "") =>
    Buffer.concat([
      ...Object.entries(entries).map(([dn, attributes]) => entry(id, dn, attributes)),
      result(0x65, id, code, referral),
    ]),
  referredTo: (id: number, address: string) =>
    Buffer.concat([message(id, element(0x73, element(4, address))), result(0x65, id, 0)]),
};
