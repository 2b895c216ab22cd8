import type { KeyOwner } from "../runtime/contract.ts";

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

/**
 * HMAC as RFC 2104 defines it: two one-shot hashes take half the time of an Hmac object, with or without a kept
 * KeyObject.
 *
 * @see runtime/contract.ts
 */
export function hmacSha256Hex(owner: KeyOwner, text: string): string {
  const pads = padsOf(owner);
  if (!pads) return crypto().createHmac("sha256", owner.sk).update(text).digest("hex");
  pads.outer.write(sha256Hex(pads.inner + text), BLOCK, "hex");
  return sha256Hex(pads.outer);
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

/** A key's two blocks of HMAC. They are as secret as the key. */
interface Pads {
  readonly sk: string;
  /** The key XOR 0x36, as text: ASCII, so that its UTF-8 bytes are its characters. */
  readonly inner: string;
  /** The key XOR 0x5c, with room for the inner hash. */
  readonly outer: Buffer;
}

/** Bytes in a block of SHA-256, and in a hash. */
const BLOCK = 64;
const HASH = 32;

const keptPads = /* @__PURE__ */ new WeakMap<KeyOwner, Pads>();

/** `undefined` for a key that is not ASCII or is longer than a block. No key of the service is. */
function padsOf(owner: KeyOwner): Pads | undefined {
  const { sk } = owner;
  const kept = keptPads.get(owner);
  if (kept?.sk === sk) return kept;
  if (typeof sk !== "string" || sk.length > BLOCK || /[^ -~]/.test(sk)) return undefined;
  // Beyond the key's end there is NaN, which XOR takes as 0.
  const pad = (byte: number) => Array.from({ length: BLOCK }, (_, i) => byte ^ sk.charCodeAt(i));
  const { Buffer } = process.getBuiltinModule("node:buffer");
  const outer = Buffer.concat([Buffer.from(pad(0x5c)), Buffer.alloc(HASH)]);
  const pads = { sk, inner: String.fromCharCode(...pad(0x36)), outer };
  keptPads.set(owner, pads);
  return pads;
}
