import { env } from "../../env.server.ts";
import { log } from "../../log.server.ts";
import type { SpKeys } from "./service-provider.ts";
import { developmentKeys, readKeyFiles } from "./sp-keys.server.ts";

let kept: Promise<SpKeys | null> | undefined;

/**
 * Our key and certificate: out of the files that the environment names, else those of development. Null where production names none or
 * they are no pair: then nobody signs in by SAML, no button is there, and the log says why, once.
 */
export const ourKeys = (): Promise<SpKeys | null> => (kept ??= readOurKeys());

async function readOurKeys(): Promise<SpKeys | null> {
  const { keyFiles } = env.features.saml;
  if (keyFiles) {
    const read = readKeyFiles(keyFiles);
    if (read.ok) return read.keys;
    log.error({ problem: read.problem }, "SAML is off");
    return null;
  }
  const keys = await developmentKeys();
  if (!keys) log.warn("SAML is off: SAML_SP_KEY_FILE and SAML_SP_CERT_FILE are not set");
  return keys;
}
