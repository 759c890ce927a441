import { ensureSimpleSamlPhp } from "#tests/peers/simplesamlphp/start-simplesamlphp.ts";
import { startAtSimpleSamlPhp } from "./saml-elsewhere.ts";
import { test } from "./test.ts";
import { signInThrough } from "./through-others.ts";

test.beforeAll(async () => {
  const ensured = await ensureSimpleSamlPhp();
  test.skip(!ensured.ok, ensured.ok ? "" : `Not tested against SimpleSAMLphp: ${ensured.why}`);
});

signInThrough("SimpleSAMLphp", startAtSimpleSamlPhp, null);
