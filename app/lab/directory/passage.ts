import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

import { active } from "./faults.ts";
import type { DirectoryState } from "./state.ts";

/** A passage to the server at `port`, on `at` (0: any free port), in which the faults of the moment have their way with what the server answers. */
export async function startPassage(
  state: Pick<DirectoryState, "faults">,
  port: number,
  at: number,
): Promise<{ port: number; open: () => number; close: () => void }> {
  const clients = new Set<Socket>();
  const passage = createServer((client) => {
    clients.add(client);
    client.on("error", () => client.destroy()).once("close", () => clients.delete(client));
    if (active(state).some(({ isClosed }) => isClosed)) return void client.destroy();
    lead(state, client, connect(port, "127.0.0.1"));
  }).listen(at, "127.0.0.1");
  await once(passage, "listening");
  const close = () => {
    passage.close();
    clients.forEach((client) => client.destroy());
  };
  return { port: (passage.address() as AddressInfo).port, open: () => clients.size, close };
}

function lead(state: Pick<DirectoryState, "faults">, client: Socket, server: Socket): void {
  client.on("data", (bytes) => server.write(bytes)).once("close", () => server.destroy());
  server
    .on("data", (bytes) => {
      const pass = active(state).findLast((fault) => fault.pass)?.pass;
      if (!client.writable) return;
      if (pass) pass(client, bytes);
      else client.write(bytes);
    })
    .on("error", () => server.destroy())
    .once("close", () => client.end());
}
