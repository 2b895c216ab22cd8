import type { KeyObject } from "node:crypto";
import type { KeyOwner } from "./contract.ts";

/**
 * Loaded at the first use: it takes longer to load than everything else here. Node has the function since 20.16; Bun and
 * Deno have it, too.
 */
const load = (): typeof import("node:crypto") => process.getBuiltinModule("node:crypto");
let loaded: ReturnType<typeof load> | undefined;

/** @see contract.ts */
export function sha256Hex(data: string | Uint8Array): string {
  loaded ??= load();
  // The one-shot hash is twice as fast as a Hash object; other runtimes' node:crypto may not have it yet.
  return loaded.hash ? loaded.hash("sha256", data, "hex") : loaded.createHash("sha256").update(data).digest("hex");
}

/** @see contract.ts */
export function hmacSha256Hex(owner: KeyOwner, text: string): string {
  loaded ??= load();
  return loaded.createHmac("sha256", keyOf(owner, loaded)).update(text).digest("hex");
}

const keys = /* @__PURE__ */ new WeakMap<KeyOwner, { readonly sk: string; readonly key: KeyObject }>();

function keyOf(owner: KeyOwner, { createSecretKey }: ReturnType<typeof load>): KeyObject {
  const kept = keys.get(owner);
  if (kept?.sk === owner.sk) return kept.key;
  const key = createSecretKey(owner.sk, "utf8");
  keys.set(owner, { sk: owner.sk, key });
  return key;
}
