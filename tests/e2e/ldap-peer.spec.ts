import { ensureSlapd } from "#tests/peers/slapd/start-slapd.ts";
import { startAtSlapd } from "./ldap-elsewhere.ts";
import { test } from "./test.ts";
import { signInAt } from "./through-directory.ts";

test.beforeAll(async () => {
  const ensured = await ensureSlapd();
  test.skip(!ensured.ok, ensured.ok ? "" : `Not tested against OpenLDAP: ${ensured.why}`);
});

signInAt("OpenLDAP", startAtSlapd);
