import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";

import { seconds } from "../../clock.ts";
import { faultList } from "./fault.ts";

const hang = () => undefined; // the connection stays open until the client, or the lab, has had enough

const answered = new WeakSet<Socket>();

/** Answers the bind with which an app begins, and nothing after it. */
function hangLater(client: Socket, bytes: Buffer): void {
  if (!answered.has(client)) client.write(bytes);
  answered.add(client);
}

/** A byte every three seconds: something always arrives before a client has had enough of waiting for it. */
function drip(client: Socket, bytes: Buffer): void {
  const rest = [...bytes];
  const drop = () => void (rest.length > 0 && client.write(Buffer.from(rest.splice(0, 1))));
  drop();
  const drops = setInterval(drop, seconds(3));
  client.once("close", () => clearInterval(drops));
}

/** The head of a message of 2 GB, and 200 MB of it as fast as they are read. */
function flood(client: Socket): void {
  client.write(Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xf0]));
  const piece = Buffer.alloc(65_536);
  let left = 200_000_000;
  const pour = () => {
    while (left > 0 && !client.destroyed) {
      left -= piece.length;
      if (!client.write(piece)) return void client.once("drain", pour);
    }
  };
  pour();
}

const sayHttp = (client: Socket) =>
  client.end("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<h1>Bad Request</h1>");

/** Lines on which answers are late, broken, endless, or of another protocol (LD07). */
export const lineFaults = faultList({
  slow: { pass: (client, bytes) => setTimeout(() => client.write(bytes), seconds(1)) },
  down: { isClosed: true },
  hangs: { pass: hang },
  "hangs-after-bind": { pass: hangLater },
  drips: { pass: drip },
  garbage: { pass: (client) => client.write(randomBytes(512)) },
  "http-answer": { pass: sayHttp },
  resets: { pass: (client) => client.resetAndDestroy() },
  "breaks-off": { pass: (client, bytes) => client.end(bytes.subarray(0, bytes.length / 2)) },
  floods: { pass: flood },
});
