import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** A certificate and its private key, both PEM. */
export type Certified = { cert: string; key: string };

/**
 * A certificate authority that nobody knows, and a certificate that it issued for the server at `address` (IPv4). Both hold for a day around
 * now, the server's until `ends`.
 */
export function makeCertificates(address: string, ends = inADay()): { authority: string; server: Certified } {
  const [authorityKeys, serverKeys] = [newKeys(), newKeys()];
  const issue = (subject: string, key: KeyObject, extension: Buffer, until = inADay()) =>
    certificate({ subject, key, issuer: "Test authority", issuerKey: authorityKeys.privateKey, extension, until });
  return {
    authority: issue("Test authority", authorityKeys.publicKey, basicConstraints),
    server: {
      cert: issue("Test server", serverKeys.publicKey, alternativeName(address), ends),
      key: serverKeys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    },
  };
}

const DAY = 24 * 3600 * 1000;
const inADay = () => Date.now() + DAY;
const newKeys = () => generateKeyPairSync("ec", { namedCurve: "prime256v1" });

type Wanted = {
  subject: string;
  key: KeyObject;
  issuer: string;
  issuerKey: KeyObject;
  extension: Buffer;
  until: number;
};

// Node.js reads certificates and does not write them. RFC 5280, 4.1, by hand: forty lines, and no program or package is needed.
function certificate({ subject, key, issuer, issuerKey, extension, until }: Wanted): string {
  const algorithm = sequence(oid("2a8648ce3d040302")); // ecdsa-with-SHA256
  const body = sequence(
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name(issuer),
    sequence(time(Date.now() - DAY), time(until)),
    name(subject),
    key.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension)),
  );
  const signed = sequence(body, algorithm, der(BIT_STRING, Buffer.from([0]), sign("sha256", body, issuerKey)));
  const lines = signed.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

const [BOOLEAN, INTEGER, BIT_STRING, OCTETS, OID, TEXT, TIME, SEQUENCE, SET] = [1, 2, 3, 4, 6, 12, 24, 48, 49] as const;

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]) => der(SEQUENCE, ...parts);
const oid = (hex: string) => der(OID, Buffer.from(hex, "hex"));
const name = (commonName: string) => sequence(der(SET, sequence(oid("550403"), der(TEXT, Buffer.from(commonName)))));
const time = (at: number) => der(TIME, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, "").slice(0, 14)}Z`));
const isTrue = der(BOOLEAN, Buffer.from([255]));
const basicConstraints = sequence(oid("551d13"), isTrue, der(OCTETS, sequence(isTrue)));
const alternativeName = (address: string) =>
  sequence(oid("551d11"), der(OCTETS, sequence(der(0x87, Buffer.from(address.split(".").map(Number))))));
