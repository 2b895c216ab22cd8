import type { KeyOwner } from "./key-owner.ts";

/**
 * Loaded at the first use: it takes longer to load than everything else here. Node has the function since 20.16; Bun and
 * Deno have it, too.
 */
const crypto = (): typeof import("node:crypto") => (loaded ??= process.getBuiltinModule("node:crypto"));
let loaded: typeof import("node:crypto") | undefined;

/** @see runtime/contract.ts */
export function sha256Hex(data: string | Uint8Array): string {
  const { createHash, hash } = crypto();
  // The one-shot hash is twice as fast as a Hash object; other runtimes' node:crypto may not have it yet.
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
 * HMAC with this key. It is written out as RFC 2104 defines it, for two one-shot hashes take half the time of an Hmac
 * object; but a key that is longer than a block, or not ASCII, is left to Node. No key of the service is.
 */
function hmacWith(sk: string): (text: string) => string {
  if (typeof sk !== "string" || !/^[ -~]{0,64}$/.test(sk))
    return (text) => crypto().createHmac("sha256", sk).update(text).digest("hex");
  const { Buffer } = process.getBuiltinModule("node:buffer");
  // A block, and room for a hash. Beyond the key's end there is NaN, which XOR takes as 0.
  const pad = (byte: number) => Buffer.from(Array.from({ length: 96 }, (_, i) => byte ^ sk.charCodeAt(i)));
  // ASCII as text: its UTF-8 bytes are its characters.
  const inner = pad(0x36).toString("latin1", 0, 64);
  const outer = pad(0x5c);
  return (text) => {
    outer.write(sha256Hex(inner + text), 64, "hex");
    return sha256Hex(outer);
  };
}
