import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { days } from "../../clock.ts";
import { env } from "../../env.server.ts";
import { readCertificate } from "./certificate.ts";
import { makeKeys } from "./self-signed.server.ts";
import type { SpKeys } from "./service-provider.ts";

const KEPT_IN = ".data/saml.pem";
const NAME = "Gatehouse";
const LASTING = days(3650);

/** The texts of the files that `SAML_SP_KEY_FILE` and `SAML_SP_CERT_FILE` name. */
export type KeyFiles = { readonly key: string; readonly certificate: string };
export type KeysRead = { ok: true; keys: SpKeys } | { ok: false; problem: string };

/** Our keys out of two files. A problem is a sentence for whoever runs the app; no key stands in it. */
export function readKeyFiles(files: KeyFiles): KeysRead {
  const certificate = readCertificate(files.certificate);
  if (!certificate)
    return {
      ok: false,
      problem: "SAML_SP_CERT_FILE: must hold one certificate (PEM) of an RSA key of at least 2048 bits",
    };
  try {
    const privateKey = createPrivateKey(files.key);
    if (!new X509Certificate(certificate.pem).checkPrivateKey(privateKey))
      return { ok: false, problem: "SAML_SP_KEY_FILE: must hold the key that SAML_SP_CERT_FILE certifies" };
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    return { ok: true, keys: { privateKey: pem, certificate: certificate.pem } };
  } catch {
    return { ok: false, problem: "SAML_SP_KEY_FILE: must hold a private key (PEM) without a pass phrase" };
  }
}

/**
 * Keys for development, made once and kept beside the embedded database, so that a provider which was told our certificate still knows us
 * after a restart; in tests for this process only. Null in production, where a key that nobody chose would be one that nobody guards.
 */
export async function developmentKeys(): Promise<SpKeys | null> {
  if (env.isProduction) return null;
  return env.isDevelopment ? keptKeys() : makeKeys(NAME, LASTING);
}

async function keptKeys(): Promise<SpKeys> {
  const found = await readFile(KEPT_IN, "utf8").catch(() => keepNewKeys());
  const read = readKeyFiles({ key: blockOf(found, "PRIVATE KEY"), certificate: blockOf(found, "CERTIFICATE") });
  if (!read.ok) throw new Error(`${KEPT_IN} holds no keys; delete it, and new ones are made`);
  return read.keys;
}

// Written beside and linked into place whole: of two processes that do this at once, the first wins and the second takes its keys.
async function keepNewKeys(): Promise<string> {
  const { privateKey, certificate } = await makeKeys(NAME, LASTING);
  const draft = `${KEPT_IN}.${randomUUID()}`;
  await mkdir(dirname(KEPT_IN), { recursive: true, mode: 0o755 });
  await writeFile(draft, privateKey + certificate, { mode: 0o600 });
  await link(draft, KEPT_IN).catch(() => {});
  await rm(draft);
  return readFile(KEPT_IN, "utf8");
}

const blockOf = (text: string, label: string): string =>
  new RegExp(`-----BEGIN ${label}-----[^]*?-----END ${label}-----\n`).exec(text)?.[0] ?? "";
