// Whether a file is the one in the ledger.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { WindowFile } from "../record.ts";

/** What is wrong with a file: it isn't there, or isn't the one that was saved. */
export type Damage = "no file" | "other size" | "other content";

/** Reads a file and compares it with what the ledger says about it. @returns what is wrong with it, if anything. */
export async function damageOf(
  path: string,
  { bytes, sha256 }: Pick<WindowFile, "bytes" | "sha256">,
  signal?: AbortSignal,
): Promise<Damage | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return "no file";
  if (found.size !== bytes) return "other size";
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash, { ...(signal && { signal }) });
  return hash.digest("hex") === sha256 ? undefined : "other content";
}
