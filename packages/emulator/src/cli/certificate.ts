import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { DAY_MS } from "../base/constants.ts";

/** A new certificate for this machine with its key, as PEM. It signs itself and is valid for a year. */
export function selfSigned(now: number): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from("cdn-export-emulator")))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))), // version 3
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ECDSA_SHA256,
    name,
    sequence(utcTime(now - DAY_MS), utcTime(now + 365 * DAY_MS)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      0xa3,
      sequence(sequence(SUBJECT_ALT_NAME, der(0x04, NAMES)), sequence(BASIC_CONSTRAINTS, TRUE, der(0x04, IS_CA))),
    ),
  );
  const signature = sign("sha256", body, privateKey);
  const cert = sequence(body, ECDSA_SHA256, der(0x03, Buffer.of(0), signature));
  const lines = cert.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

/** A value of ASN.1 in its distinguished encoding: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** Two digits each for year, month, day, hour, minute and second. */
function utcTime(ms: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, "").slice(2, 14)}Z`));
}

const ECDSA_SHA256 = Buffer.from("300a06082a8648ce3d040302", "hex");
const COMMON_NAME = Buffer.from("0603550403", "hex");
const SUBJECT_ALT_NAME = Buffer.from("0603551d11", "hex");
const BASIC_CONSTRAINTS = Buffer.from("0603551d13", "hex");
const TRUE = Buffer.from("0101ff", "hex");
const IS_CA = sequence(TRUE);

/** The names of this machine: localhost, 127.0.0.1 and ::1. */
const NAMES = sequence(
  der(0x82, Buffer.from("localhost")),
  der(0x87, Buffer.of(127, 0, 0, 1)),
  der(0x87, Buffer.from("00000000000000000000000000000001", "hex")),
);
