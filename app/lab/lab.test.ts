import { afterAll, describe, expect, it } from "vitest";

import { askStatus, foreignHosts } from "#tests/support/ask-status.ts";
import { startLab } from "./lab.ts";

const lab = await startLab({ smtpPort: 0, httpPort: 0 });
afterAll(lab.close);

const { port, host } = new URL(lab.url);
const ask = askStatus(lab.url);

describe("the lab", () => {
  it("answers nothing to whoever came under another name", async () => {
    for (const name of foreignHosts)
      for (const path of ["/lab", "/lab/mail.json"]) expect(await ask(path, { Host: name })).toBe(400);
    expect(await ask("/lab", { Host: `localhost:${port}` })).toBe(200);
  });

  it("looks at a form of its own page or of the app, and of no page elsewhere", async () => {
    const send = (headers: Record<string, string>) => ask("/lab/nothing-of-the-kind", headers, "a=b");
    expect(await send({ Origin: "https://evil.example.org" })).toBe(403);
    expect(await send({ Origin: "null" })).toBe(403);
    expect(await send({ "Sec-Fetch-Site": "cross-site" })).toBe(403);
    expect(await send({ Origin: `http://${host}` })).toBe(404);
    expect(await send({})).toBe(404);
  });
});
