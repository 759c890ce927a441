import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A line to the database that can fail: `cut` refuses and drops connections, `hang` keeps them and says nothing more. */
export type Weather = { url: string; clear: () => void; cut: () => void; hang: () => void; close: () => void };

/** Puts such a line in front of the database at `databaseUrl`. */
export async function weatherInFrontOf(databaseUrl: string): Promise<Weather> {
  const target = new URL(databaseUrl);
  const pairs = new Set<[Socket, Socket]>();
  let sky: "clear" | "cut" | "hung" = "clear";
  const line = createServer((near) => {
    if (sky === "cut") return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    const pass = (to: Socket) => (chunk: Buffer) => void (sky === "clear" && to.write(chunk));
    near
      .on("data", pass(far))
      .on("error", () => far.destroy())
      .on("close", () => (far.destroy(), pairs.delete(pair)));
    far
      .on("data", pass(near))
      .on("error", () => near.destroy())
      .on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((line.address() as AddressInfo).port);
  const dropAll = () => pairs.forEach((pair) => pair.forEach((socket) => socket.destroy()));
  return {
    url: url.href,
    clear: () => {
      // What was swallowed while it hung will never be answered.
      if (sky === "hung") dropAll();
      sky = "clear";
    },
    cut: () => {
      sky = "cut";
      dropAll();
    },
    hang: () => void (sky = "hung"),
    close: () => {
      dropAll();
      line.close();
    },
  };
}
