import { describe, expect, it } from "vitest";

import { recogniseCredential, secretShown, type CredentialReader } from "../guards/shown-credential.ts";
import { readCredential } from "./gate-credential.ts";

const read = (headersDistinct: Record<string, string[]>) => readCredential({ headersDistinct });

describe("what a request shows of its own accord", () => {
  it.each([
    ["no header", {}],
    ["another scheme", { authorization: ["Basic Ym9iOnBhc3M="] }],
    ["a scheme that only begins alike", { authorization: ["Bearerx abc"] }],
  ])("BE-02 BE-05 is nothing: %s", (_, headers) => {
    expect(read(headers)).toBeNull();
  });

  it.each(["Bearer nonsense", "bearer nonsense", "BEARER   nonsense", "Bearer", "Bearer "])(
    "BE-04 is something that counts as none: %s",
    (authorization) => {
      expect(read({ authorization: [authorization] })).toEqual({
        header: "authorization",
        kind: null,
        isPlausible: false,
      });
    },
  );

  it("is refused where there are two of it, whichever they are", () => {
    expect(read({ authorization: ["Bearer a"], "x-api-key": ["b"] })).toBe("two");
    expect(read({ authorization: ["Bearer a", "Bearer a"] })).toBe("two");
    expect(read({ "x-api-key": ["b", "b"] })).toBe("two");
    expect(read({ authorization: ["Basic a"], "x-api-key": ["b"] })).not.toBe("two");
  });
});

describe("a credential that was recognised", () => {
  const ticket: CredentialReader = ({ text }) =>
    text.startsWith("ticket-") ? { kind: "apiKey", secret: text === "ticket-1" ? "the secret" : null } : null;
  const shown = (text: string) => recogniseCredential({ header: "authorization", text }, [() => null, ticket]);

  it("Z-14 carries its secret for the scheme of its kind, and nowhere that a log or an answer could show", () => {
    const credential = shown("ticket-1");
    expect(secretShown(credential, "apiKey")).toBe("the secret");
    expect(secretShown(credential, "accessToken")).toBeNull();
    expect(JSON.stringify(credential)).toBe('{"header":"authorization","kind":"apiKey","isPlausible":true}');
    expect(Reflect.ownKeys(credential)).toEqual(["header", "kind", "isPlausible"]);
  });

  it("AK-04 is known as forged before anything runs", () => {
    expect(shown("ticket-2")).toMatchObject({ kind: "apiKey", isPlausible: false });
    expect(secretShown(shown("ticket-2"), "apiKey")).toBeNull();
    expect(shown("something else")).toMatchObject({ kind: null, isPlausible: false });
  });
});
