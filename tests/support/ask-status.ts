import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";

/** Asks a server at `url` with any headers, even another Host, and gives the status alone; with a form it posts. */
export const askStatus =
  (url: string) =>
  async (path: string, headers: Record<string, string> = {}, form?: string): Promise<number | undefined> => {
    const { hostname, port } = new URL(url);
    const asking = request({ hostname, port, path, headers, method: form === undefined ? "GET" : "POST" }).end(form);
    const [answer] = (await once(asking, "response")) as [IncomingMessage];
    answer.resume();
    return answer.statusCode;
  };

/** Names that are not this machine's, whatever they begin with. */
export const foreignHosts = [
  "evil.example.org",
  "127.0.0.1.evil.example.org",
  "localhost.evil.example.org:80",
  "10.0.0.1",
];
