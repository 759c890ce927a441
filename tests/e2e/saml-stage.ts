import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { days } from "#app/clock.ts";
import { makeKeys } from "#app/features/saml/self-signed.server.ts";
import type { DatabaseServer } from "#tests/support/database-server.ts";
import { samlStatements } from "./saml-scenes.ts";
import { startStage, type Stage } from "./stage.ts";

/**
 * Starts a server with a key and a certificate of its own, as production wants them: without, nobody signs in by SAML. It has a connection
 * that is switched off, for pictures.
 */
export async function startSamlStage(server: DatabaseServer, settings: Record<string, string>): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-saml-"));
  const { privateKey, certificate } = await makeKeys("Gatehouse", days(400));
  const files = { SAML_SP_KEY_FILE: join(folder, "saml.key"), SAML_SP_CERT_FILE: join(folder, "saml.crt") };
  writeFileSync(files.SAML_SP_KEY_FILE, privateKey, { mode: 0o600 });
  writeFileSync(files.SAML_SP_CERT_FILE, certificate);
  try {
    const stage = await startStage(server, { ...files, ...settings });
    await stage.change(samlStatements(certificate));
    return stage;
  } finally {
    rmSync(folder, { recursive: true }); // it has read them
  }
}
