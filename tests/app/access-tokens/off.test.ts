import { describe, expect, it, vi } from "vitest";

vi.hoisted(() => (process.env.TOKEN_SIGNING_KEYS = ""));

import { send } from "#tests/support/app.ts";
import { challengeOf } from "#tests/support/challenge.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { post } from "./programs.ts";

describe("in production without keys for tokens", () => {
  it("JT-19 no program signs in: the addresses answer as if they were not there", async () => {
    for (const [path, body] of [
      ["login", { identifier: "bob", password: demoPassword }],
      ["refresh", { refresh_token: "ghr_1" + "A".repeat(43) }],
      ["logout", { refresh_token: "none" }],
    ] as const) {
      const answer = await post(`/api/auth/${path}`, body);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, "NOT_FOUND"]);
    }
  });

  it("BE-04 a token is a bad one, and browsers go on as ever", async () => {
    const answer = await send("/api/auth/me", { headers: { Authorization: "Bearer e30.e30.AA" } });
    expect([answer.status, challengeOf(answer)]).toEqual([401, 'Bearer error="invalid_token"']);
    expect((await (await signedIn("bob")).visit("/dashboard")).status).toBe(200);
  });
});
