import * as crypto from "node:crypto";
import type { KeyOwner } from "./contract.ts";

/** @see contract.ts */
export function sha256Hex(data: string | Uint8Array): string {
  // The one-shot hash is twice as fast as a Hash object; other runtimes' node:crypto may not have it yet.
  return crypto.hash ? crypto.hash("sha256", data, "hex") : crypto.createHash("sha256").update(data).digest("hex");
}

/** @see contract.ts */
export function hmacSha256Hex(owner: KeyOwner, text: string): string {
  return crypto.createHmac("sha256", keyOf(owner)).update(text).digest("hex");
}

const keys = /* @__PURE__ */ new WeakMap<KeyOwner, { readonly sk: string; readonly key: crypto.KeyObject }>();

function keyOf(owner: KeyOwner): crypto.KeyObject {
  const kept = keys.get(owner);
  if (kept?.sk === owner.sk) return kept.key;
  const key = crypto.createSecretKey(owner.sk, "utf8");
  keys.set(owner, { sk: owner.sk, key });
  return key;
}
