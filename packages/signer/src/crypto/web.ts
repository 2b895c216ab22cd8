import { hex } from "../base/encode.ts";
import type { KeyOwner } from "./key-owner.ts";

/** @see runtime/contract.ts */
export function sha256Hex(data: string | Uint8Array): Promise<string> {
  return crypto.subtle.digest("SHA-256", toBytes(data)).then(toHex);
}

/**
 * Imports the key each time. Keeping it would save a tenth of the time, but also keep a secret in memory.
 *
 * @see runtime/contract.ts
 */
export function hmacSha256Hex({ sk }: KeyOwner, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle
    .importKey("raw", toBytes(sk), algorithm, false, ["sign"])
    .then((key) => crypto.subtle.sign("HMAC", key, toBytes(text)))
    .then(toHex);
}

/** Keeps nothing: next to WebCrypto's own time it makes no difference. @see runtime/contract.ts */
export function kept<T extends object>(make: (text: string) => T): (text: string) => T {
  return make;
}

function toBytes(data: string | Uint8Array): Uint8Array<ArrayBuffer> {
  // WebCrypto itself rejects views of shared memory.
  return typeof data === "string" ? new TextEncoder().encode(data) : (data as Uint8Array<ArrayBuffer>);
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), hex).join("");
}
