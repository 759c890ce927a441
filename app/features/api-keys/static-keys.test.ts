import { describe, expect, it, vi } from "vitest";

import { staticApiKeys } from "./static-keys.server.ts";

const keys = ["the key of the build server", "the key of the mail server"];
const asking = (headers: Record<string, string>, search = "") =>
  new Request(`https://app.example.test/api/webhooks${search}`, { headers });

describe("fixed keys", () => {
  it("AK-09 are taken from their header, however it is written, and no other text is", async () => {
    const { accepts } = staticApiKeys({ keys });
    expect(await accepts(asking({ "X-API-KEY": keys[1] ?? "" }))).toBe(true);
    expect(await accepts(asking({ "x-api-key": `${keys[1]}!` }))).toBe(false);
    expect(await accepts(asking({ "X-Other": keys[1] ?? "" }))).toBe(false);
    expect(await accepts(asking({}))).toBe(false);
    const renamed = staticApiKeys({ keys, header: "X-Hook" });
    expect(await renamed.accepts(asking({ "x-hook": keys[0] ?? "" }))).toBe(true);
  });

  it("AK-10 count in the address only where that was asked for", async () => {
    const search = `?key=${encodeURIComponent(keys[0] ?? "")}`;
    expect(await staticApiKeys({ keys }).accepts(asking({}, search))).toBe(false);
    expect(await staticApiKeys({ keys, queryParam: "key" }).accepts(asking({}, search))).toBe(true);
  });

  it("AK-11 can be added to by a check of one's own, which is asked about no others", async () => {
    const validate = vi.fn(async (key: string) => key === "one more");
    const { accepts } = staticApiKeys({ keys, validate });
    expect(await accepts(asking({ "x-api-key": "one more" }))).toBe(true);
    expect(await accepts(asking({ "x-api-key": "none" }))).toBe(false);
    expect(await accepts(asking({ "x-api-key": keys[0] ?? "" }))).toBe(true);
    expect(validate.mock.calls).toEqual([["one more"], ["none"]]);
    expect(await staticApiKeys({ keys: [], validate }).accepts(asking({ "x-api-key": "one more" }))).toBe(true);
  });

  it("are none where none are set: an empty one does not count", async () => {
    expect(await staticApiKeys({ keys: [] }).accepts(asking({ "x-api-key": "" }))).toBe(false);
    expect(await staticApiKeys({ keys: [] }).accepts(asking({ "x-api-key": "anything" }))).toBe(false);
  });
});
