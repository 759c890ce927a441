import { describe, expect, it } from "vitest";

import { readApiKeySettings } from "./environment.ts";

const good = "correct-horse-battery-staple-0123456789";

describe("the settings of API keys", () => {
  it("KR-07 are keys of their own, newest first, or else null: then those of sessions serve, for another purpose", () => {
    expect(readApiKeySettings({}).settings).toEqual({ signingKeys: null, webhookKeys: [] });
    const read = readApiKeySettings({ API_KEY_SIGNING_KEYS: `2:${good}-new,1:${good}` });
    expect(read.settings.signingKeys?.map(({ version }) => version)).toEqual(["2", "1"]);
    expect(read.problems).toEqual([]);
  });

  it("CF-01 stop the start when a key is short or well known, each problem by its name", () => {
    const { problems } = readApiKeySettings({ API_KEY_SIGNING_KEYS: "1:short", WEBHOOK_KEYS: `${good},hook` });
    expect(problems).toEqual([
      expect.stringMatching(/^API_KEY_SIGNING_KEYS: key 1 must have at least 32 characters/),
      expect.stringMatching(/^WEBHOOK_KEYS: a key must have at least 32 characters/),
    ]);
  });
});
