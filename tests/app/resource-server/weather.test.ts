import { beforeEach, describe, expect, it } from "vitest";

import { travel } from "#tests/support/travel.ts";
import type { Weather } from "#tests/support/token-issuer.ts";
import { minutes, seconds } from "#app/clock.ts";
import { ask, badToken, main, me, newIssuerKey, partner, refusalOf } from "./issuers.ts";

const keysAsked = () => main.asked.filter((path) => path === "/keys").length;
const status = async (token: string) => (await ask("/api/auth/me", token)).status;

/** Later, so that nothing is left of what the app knew of the issuer. */
let later = 0;
beforeEach(() => travel((later += minutes(60))));

describe("the keys of an issuer", () => {
  it("RS-01 are read where its description says, once, and kept for ten minutes", async () => {
    await Promise.all(Array.from({ length: 10 }, () => me(main.token())));
    await me(main.token());
    expect(main.asked).toEqual(["/.well-known/openid-configuration", "/keys"]);
    travel(minutes(11));
    await me(main.token());
    expect(keysAsked()).toBe(2);
  });

  it("RS-06 count from the moment that they are there: no restart, one more call", async () => {
    await me(main.token());
    travel(minutes(1));
    main.keys.unshift(newIssuerKey("EdDSA"));
    await me(main.token());
    expect(keysAsked()).toBe(2);
    await me(main.token({}, {}, main.keys[1])); // the one before goes on
    expect(keysAsked()).toBe(2);
  });

  it("RS-06 that are withdrawn count for ten minutes more, and no longer", async () => {
    const withdrawn = newIssuerKey("RS256");
    main.keys.push(withdrawn);
    await me(main.token({}, {}, withdrawn));
    main.keys.pop();
    travel(minutes(11));
    const token = main.token({}, {}, withdrawn);
    expect(await refusalOf(await ask("/api/auth/me", token))).toEqual(badToken);
  });

  it("RS-06 are asked for once in half a minute, however many names of keys are invented", async () => {
    await me(main.token());
    travel(seconds(31));
    const invented = () => main.token({}, { kid: crypto.randomUUID() });
    const flood = await Promise.all(Array.from({ length: 40 }, () => status(invented())));
    expect(new Set(flood)).toEqual(new Set([401]));
    for (let i = 0; i < 10; i++) expect(await status(invented())).toBe(401);
    expect(keysAsked()).toBe(2);
    travel(seconds(31));
    expect(await status(invented())).toBe(401);
    expect(keysAsked()).toBe(3);
  });
});

describe("an issuer that cannot be asked", () => {
  it.each<Weather>(["down", "redirects", "huge", "no JSON", "speaks for another", "no keys", "silent"])(
    "RS-01 (%s) makes its tokens wait: 503 with a request id, for nobody else, and it is asked no more for a while",
    async (weather) => {
      main.weather = weather;
      const answer = await ask("/api/auth/me", main.token());
      expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "10"]);
      expect(await answer.json()).toMatchObject({
        code: "UNAVAILABLE",
        transaction_id: expect.stringMatching(/\S{8}/),
      });
      const asked = main.asked.length;
      expect(main.asked).not.toContain("/elsewhere");
      for (let i = 0; i < 5; i++) expect(await status(main.token({ sub: `${i}` }))).toBe(503);
      expect(main.asked).toHaveLength(asked);
      expect(await status(partner.token())).toBe(200);
      expect(await status(main.token({ aud: "others" }))).toBe(401); // what is bad is told so, whoever is down
    },
  );

  it("is asked again after ten seconds, and all is well when it is", async () => {
    main.weather = "down";
    expect(await status(main.token())).toBe(503);
    main.weather = "fair";
    expect(await status(main.token())).toBe(503);
    travel(seconds(11));
    expect(await status(main.token())).toBe(200);
  });

  it("keeps nobody waiting whose key is at hand", async () => {
    await me(main.token());
    main.weather = "down";
    travel(minutes(5));
    expect(await status(main.token())).toBe(200);
    expect(await status(main.token({}, {}, newIssuerKey()))).toBe(503); // perhaps a new one
    expect(await status(main.token())).toBe(200);
  });

  it("makes no public page wait", async () => {
    main.weather = "down";
    expect((await ask("/health", main.token())).status).toBe(200);
    expect((await ask("/login", main.token())).status).toBe(200);
  });
});
