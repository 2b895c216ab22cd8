// Whether a file is the one in the ledger. Files that were hashed before aren't read again if they can't have changed since.
import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";

/** What is wrong with a file: it isn't there, or isn't the one that was saved. */
export type Damage = "no file" | "other size" | "other content";

/** A file as it was saved. */
export interface SavedAs {
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 in lower-case hexadecimal digits. */
  sha256: string;
}

/**
 * What every change of a file changes. Programs can set the time of modification, but not the time of the last change (`ctime`),
 * which the system sets at each write, and when somebody sets the time of modification.
 */
type Fingerprint = readonly [size: string, mtime: string, ctime: string, inode: string, device: string];

/** The files that were hashed, by path: the fingerprint at that time, and the hash. */
export type Known = Record<string, readonly [...Fingerprint, sha256: string]>;

/** File systems round times, to two seconds at most: a file that changed just now can change again with the same times. */
const ROUNDING_MS = 2000;
const CHUNK_BYTES = 1 << 18;

/** Compares files with what the ledger says about them. */
export class FileChecks {
  /** Whether `known` has changed since it was loaded. */
  isChanged = false;
  readonly known: Known;

  readonly #now: () => number;

  constructor(known: Known = {}, now: () => number = Date.now) {
    this.known = known;
    this.#now = now;
  }

  /** @returns what is wrong with a file, if anything. */
  async damageOf(path: string, { bytes, sha256 }: SavedAs, signal?: AbortSignal): Promise<Damage | undefined> {
    const before = await fingerprintOf(path);
    if (before === undefined) return "no file";
    if (before[0] !== String(bytes)) return "other size";
    if (this.isUnchanged(path, before, sha256)) return undefined;
    const start = this.#now();
    const found = await hashOf(path, signal);
    if (found !== sha256) return "other content";
    const isSettled = Number(BigInt(before[2]) / 1_000_000n) < start - ROUNDING_MS && before[2] !== "0";
    if (isSettled && isSame(before, await fingerprintOf(path))) {
      this.known[path] = [...before, sha256];
      this.isChanged = true;
    }
    return undefined;
  }

  private isUnchanged(path: string, now: Fingerprint, sha256: string): boolean {
    const known = Object.hasOwn(this.known, path) ? this.known[path] : undefined;
    return known !== undefined && known[5] === sha256 && isSame(now, known);
  }
}

/** Reads a file and compares it with what the ledger says about it. @returns what is wrong with it, if anything. */
export function damageOf(path: string, saved: SavedAs, signal?: AbortSignal): Promise<Damage | undefined> {
  return new FileChecks().damageOf(path, saved, signal);
}

/** What a file is saved as. */
export async function savedAs(path: string): Promise<SavedAs> {
  const { size } = await stat(path);
  return { bytes: size, sha256: await hashOf(path, undefined) };
}

/** Undefined if there is no file. */
async function fingerprintOf(path: string): Promise<Fingerprint | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const { size, mtimeNs, ctimeNs, ino, dev } = found;
  return [String(size), String(mtimeNs), String(ctimeNs), String(ino), String(dev)];
}

function isSame(a: Fingerprint, b: readonly string[] | undefined): boolean {
  return b !== undefined && a.every((part, i) => part === b[i]);
}

/** Into one buffer: a stream would leave a buffer for each chunk to the garbage collector, as much as all files of a folder. */
async function hashOf(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  const handle = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer);
      if (bytesRead === 0) return hash.digest("hex");
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
