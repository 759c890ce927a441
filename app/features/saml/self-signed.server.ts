import { generateKeyPair, randomBytes, sign, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

import { days, fromNow } from "../../clock.ts";
import { certificatePem } from "./certificate.ts";
import type { SpKeys } from "./service-provider.ts";

/** Makes an RSA key of 2048 bits, with a certificate that it issues to itself and that holds from yesterday for `duration` milliseconds. */
export async function makeKeys(commonName: string, duration: number): Promise<SpKeys> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: certificatePem(selfSigned(commonName, publicKey, privateKey, duration).toString("base64")),
  };
}

// Node.js reads certificates and does not write them. RFC 5280, 4.1, by hand: forty lines, and no program or package is needed.
function selfSigned(commonName: string, publicKey: KeyObject, privateKey: KeyObject, duration: number): Buffer {
  const algorithm = sequence(der(OID, Buffer.from("2a864886f70d01010b", "hex")), der(NULL)); // sha256WithRSAEncryption
  const called = sequence(
    der(SET, sequence(der(OID, Buffer.from("550403", "hex")), der(TEXT, Buffer.from(commonName)))),
  );
  const body = sequence(
    der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    called,
    sequence(time(fromNow(-days(1))), time(fromNow(duration))),
    called,
    publicKey.export({ type: "spki", format: "der" }),
  );
  return sequence(body, algorithm, der(BITS, Buffer.from([0]), sign("sha256", body, privateKey)));
}

const [INTEGER, BITS, NULL, OID, TEXT, UTC_TIME, TIME, SEQUENCE, SET] = [2, 3, 5, 6, 12, 23, 24, 48, 49] as const;

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]) => der(SEQUENCE, ...parts);

// Years until 2049 are written with two digits, later ones with four (RFC 5280, 4.1.2.5).
function time(at: Date): Buffer {
  const digits = `${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? der(UTC_TIME, Buffer.from(digits.slice(2))) : der(TIME, Buffer.from(digits));
}
