import type { KeyOwner } from "./key-owner.ts";

/**
 * Loads node:crypto at the first use: loading it takes longer than everything else in this package. `getBuiltinModule`
 * exists in Node since 20.16, and in Bun and Deno.
 */
const crypto = (): typeof import("node:crypto") => (loaded ??= process.getBuiltinModule("node:crypto"));
let loaded: typeof import("node:crypto") | undefined;

/** @see runtime/contract.ts */
export function sha256Hex(data: string | Uint8Array): string {
  const { createHash, hash } = crypto();
  // The one-shot hash is twice as fast as a Hash object, but not every runtime's node:crypto has it.
  return hash ? hash("sha256", data, "hex") : createHash("sha256").update(data).digest("hex");
}

/** @see runtime/contract.ts */
export function hmacSha256Hex(owner: KeyOwner, text: string): string {
  const { sk } = owner;
  let known = hmacs.get(owner);
  if (known?.sk !== sk) {
    known = { sk, hmac: hmacWith(sk) };
    hmacs.set(owner, known);
  }
  return known.hmac(text);
}

/** @see runtime/contract.ts */
export function kept<T extends object>(make: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    let result = results.get(text);
    if (!result) {
      result = make(text);
      if (results.size >= MAX_KEPT) results.clear();
      results.set(text, result);
    }
    return result;
  };
}

const MAX_KEPT = 50;

const hmacs = /* @__PURE__ */ new WeakMap<KeyOwner, { readonly sk: string; readonly hmac: (text: string) => string }>();

/**
 * HMAC with this key, written out as RFC 2104 defines it: two one-shot hashes take half the time of an Hmac object.
 * Keys that are longer than a block or not ASCII use Node's Hmac. The service's keys are neither.
 */
function hmacWith(sk: string): (text: string) => string {
  if (typeof sk !== "string" || !/^[ -~]{0,64}$/.test(sk))
    return (text) => crypto().createHmac("sha256", sk).update(text).digest("hex");
  const { Buffer } = process.getBuiltinModule("node:buffer");
  // A block, and room for a hash. Past the end of the key, charCodeAt returns NaN, which XOR treats as 0.
  const pad = (byte: number) => Buffer.from(Array.from({ length: 96 }, (_, i) => byte ^ sk.charCodeAt(i)));
  // Latin-1 as a string: the bytes are ASCII, so UTF-8 writes them back unchanged.
  const inner = pad(0x36).toString("latin1", 0, 64);
  const outer = pad(0x5c);
  return (text) => {
    outer.write(sha256Hex(inner + text), 64, "hex");
    return sha256Hex(outer);
  };
}
