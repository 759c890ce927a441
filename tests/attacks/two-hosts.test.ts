import { describe, expect, it } from "vitest";

import { origin, send } from "#tests/support/app.ts";
import { speak } from "#tests/attacks/socket.ts";

describe("a request that contradicts itself", () => {
  it("HT08 two Host headers are refused, whichever comes first", async () => {
    const [ours, theirs] = ["Host: app.example.test", "Host: evil.example"];
    expect(await speak(`GET / HTTP/1.1\r\n${ours}\r\n${theirs}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await speak(`GET / HTTP/1.1\r\n${theirs}\r\n${ours}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("RX24 a 405 says which methods there are", async () => {
    expect((await send("/", { method: "DELETE", headers: { Origin: origin } })).headers.get("Allow")).toBe(
      "GET, HEAD, POST",
    );
  });
});
