import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";

import { afterAll } from "vitest";

import { app } from "#tests/support/app.ts";

const server = createServer((req, res) => app.handle(req, res as never)).listen(0, "127.0.0.1");
afterAll(() => void server.close().closeAllConnections());

/** Sends bytes that no client library would, and gives what came back: the status line and headers, and what arrived with them. */
export async function speak(raw: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    heard += chunk;
    if (heard.includes("\r\n\r\n")) socket.destroy();
  });
  socket.on("error", () => undefined); // being cut off is an answer too
  socket.write(raw, "latin1");
  await once(socket, "close");
  return heard;
}
