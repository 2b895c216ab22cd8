// The folder of the derived store. Everything in it follows from the files and the ledger, and can be deleted at any time. Several
// programs can use it at once without a lock: a file's name says what is in it, and files appear with their whole content.
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FileChecks, type Known } from "./checked-file.ts";

/** The folder next to the ledger. */
const STORE_NAME = ".cdn-export";
/** Part of the names: another release of the store has other files. */
const VERSION = "1";
const TEMPORARY = ".tmp";
/** Another program may still use a file that this one doesn't need. */
const KEEP_MS = 86_400_000;

export type EntryKind = "points" | "parquet";

export class StoreFolder {
  readonly path: string;
  #checks: Promise<FileChecks> | undefined;

  constructor(folder: string) {
    this.path = join(folder, STORE_NAME);
  }

  /** The path of an entry. */
  entry(kind: EntryKind, name: string): string {
    return join(this.path, `${kind}-${VERSION}`, name);
  }

  /** The files that were hashed before. */
  checks(): Promise<FileChecks> {
    this.#checks ??= readFile(this.#checksPath, "utf8")
      .then((text) => new FileChecks(knownIn(JSON.parse(text))))
      .catch(() => new FileChecks());
    return this.#checks;
  }

  /** Keeps what was hashed for the next program. */
  async saveChecks(): Promise<void> {
    const checks = await this.checks();
    if (!checks.isChanged) return;
    checks.isChanged = false;
    await this.write(this.#checksPath, JSON.stringify(checks.known)).catch(() => {});
  }

  /** Writes a file as a whole. @throws the system's error. */
  async write(path: string, content: string | readonly Uint8Array[]): Promise<void> {
    await this.place(dirname(path), async (temporary) => {
      await writeFile(temporary, content);
      return path;
    });
  }

  /** Writes a file under another name, then gives it the name that `write` returns. @throws the system's error. */
  async place(folder: string, write: (temporary: string) => Promise<string>): Promise<void> {
    const temporary = join(folder, `${randomUUID()}${TEMPORARY}`);
    await mkdir(folder, { recursive: true });
    try {
      await rename(temporary, await write(temporary));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  }

  /** Removes what killed programs have left, and old entries that aren't needed any more. */
  async clean(kind: EntryKind, isNeeded: (name: string) => boolean): Promise<void> {
    const folder = dirname(this.entry(kind, "any"));
    for (const name of await readdir(folder).catch(() => [])) {
      if (isNeeded(name)) continue;
      const found = await stat(join(folder, name)).catch(() => undefined);
      if (found && found.mtimeMs < Date.now() - KEEP_MS) await rm(join(folder, name), { force: true }).catch(() => {});
    }
  }

  get #checksPath(): string {
    return join(this.path, `checked-${VERSION}.json`);
  }
}

/** Ignores what another release, or a damaged disk, has left. */
function knownIn(value: unknown): Known {
  const entries = Object.entries(value ?? {}).filter(
    ([, one]) => Array.isArray(one) && one.length === 6 && one.every((part) => typeof part === "string"),
  );
  return Object.fromEntries(entries) as Known;
}
