import type { KeyObject } from "node:crypto";
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

/** @see runtime/contract.ts */
export function hmacSha256Hex(owner: KeyOwner, text: string): string {
  return crypto().createHmac("sha256", keyOf(owner)).update(text).digest("hex");
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

const keys = /* @__PURE__ */ new WeakMap<KeyOwner, { readonly sk: string; readonly key: KeyObject }>();

function keyOf(owner: KeyOwner): KeyObject {
  const kept = keys.get(owner);
  if (kept?.sk === owner.sk) return kept.key;
  const key = crypto().createSecretKey(owner.sk, "utf8");
  keys.set(owner, { sk: owner.sk, key });
  return key;
}
