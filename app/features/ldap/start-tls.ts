import { once } from "node:events";
import type { Socket } from "node:net";
import * as tls from "node:tls";

import { directoryFault } from "./failure.ts";

const START_TLS = "1.3.6.1.4.1.1466.20037";
// An extended request, as the first message of a connection (RFC 4511, 4.14).
const REQUEST = Buffer.concat([Buffer.from([0x30, 29, 2, 1, 1, 0x77, 24, 0x80, 22]), Buffer.from(START_TLS)]);
const [MESSAGE, NUMBER, ANSWER, RESULT] = [0x30, 2, 0x78, 10];

/**
 * Protects a connection that was made in the clear. The library could: but what somebody in between adds to the answer it keeps, and takes
 * for the beginning of what the directory says once it is protected, such as that a password is right (LD08).
 */
export async function startTls(plain: Socket, security: tls.ConnectionOptions): Promise<tls.TLSSocket> {
  if (plain.connecting) await once(plain, "connect");
  plain.write(REQUEST);
  const code = resultIn(await onlyMessage(plain));
  if (code !== 0) throw Object.assign(new Error("StartTLS was refused"), { code });
  const secure = tls.connect({ ...security, socket: plain });
  await once(secure, "secureConnect");
  secure.on("error", () => {}); // until somebody listens: whoever asks next finds it closed
  return secure;
}

/** The one message that arrives, with nothing behind it. */
async function onlyMessage(plain: Socket): Promise<Element> {
  const closed = once(plain, "close").then(() => Promise.reject(garbled("the connection was closed")));
  closed.catch(() => {}); // it is, some time
  let bytes = Buffer.alloc(0);
  for (;;) {
    const [more] = (await Promise.race([once(plain, "data"), closed])) as [Buffer];
    bytes = Buffer.concat([bytes, more]);
    if (bytes[0] !== MESSAGE) throw garbled("what arrived is no message");
    const message = elementIn(bytes);
    if (message && message.size < bytes.length) throw garbled("more than the answer arrived");
    if (message) return message;
  }
}

function resultIn(message: Element): number {
  const number = elementIn(message.content);
  const answer = number && elementIn(message.content.subarray(number.size));
  const result = answer && elementIn(answer.content);
  if (number?.tag !== NUMBER || answer?.tag !== ANSWER || result?.tag !== RESULT)
    throw garbled("what arrived is no answer");
  return result.content[0] ?? -1;
}

/** A value as it is written (X.690, 8.1), and how many bytes it takes. */
type Element = { tag: number; content: Buffer; size: number };

/** What these bytes begin with; null while some of it is missing. */
function elementIn(bytes: Buffer): Element | null {
  const [tag, length] = bytes;
  if (tag === undefined || length === undefined) return null;
  const more = length < 0x80 ? 0 : length & 0x7f;
  if (length === 0x80 || more > 4) throw garbled("what arrived has no length");
  if (bytes.length < 2 + more) return null;
  const size = 2 + more + (more === 0 ? length : bytes.readUIntBE(2, more));
  return bytes.length < size ? null : { tag, content: bytes.subarray(2 + more, size), size };
}

const garbled = (detail: string) => directoryFault("unreachable", `StartTLS: ${detail}`, "garbled");
