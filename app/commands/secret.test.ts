import { execFileSync } from "node:child_process";

import { expect, it } from "vitest";

const mint = () => execFileSync(process.execPath, ["app/commands/run.js", "secret"], { encoding: "utf8" }).trim();

it("JT-12 npm run secret prints 32 random bytes as URL-safe text, other ones each time", () => {
  const secrets = [mint(), mint()];
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]+$/);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  }
  expect(new Set(secrets).size).toBe(2);
});
