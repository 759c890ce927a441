import { beforeEach, expect, it, vi } from "vitest";

import { days } from "../../clock.ts";
import type { SamlSettings } from "./environment.ts";
import { makeKeys } from "./self-signed.server.ts";

const production = {
  isProduction: true,
  isDevelopment: false,
  features: { saml: { connections: [], keyFiles: null as SamlSettings["keyFiles"] } },
};
const told = { warn: vi.fn(), error: vi.fn() };
vi.mock("../../env.server.ts", () => ({ env: production }));
vi.mock("../../log.server.ts", () => ({ log: told }));

beforeEach(() => {
  vi.resetModules();
  vi.clearAllMocks();
});
const keysWith = async (keyFiles: SamlSettings["keyFiles"]) => {
  production.features.saml.keyFiles = keyFiles;
  return (await import("./our-keys.server.ts")).ourKeys();
};

it("in production nobody signs in by SAML under a key that nobody chose, and the log says so", async () => {
  expect(await keysWith(null)).toBeNull();
  expect(told.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("SAML_SP_KEY_FILE and SAML_SP_CERT_FILE"));
});

it("in production files that are no pair leave SAML off, and the log says which, and no key", async () => {
  const [ours, others] = await Promise.all([makeKeys("Us", days(1)), makeKeys("Others", days(1))]);
  const pair = { key: ours.privateKey, certificate: ours.certificate };
  expect(await keysWith(pair)).toEqual(ours);
  vi.resetModules();
  expect(await keysWith({ ...pair, key: others.privateKey })).toBeNull();
  expect(JSON.stringify(told.error.mock.calls)).toMatch(/SAML_SP_KEY_FILE: must hold the key that/);
  expect(JSON.stringify(told.error.mock.calls)).not.toContain("PRIVATE");
});
