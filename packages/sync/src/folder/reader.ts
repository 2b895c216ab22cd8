// The files of a folder: each is compared with the ledger before it is used. What reports need of it is kept in the derived store.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readLedger } from "../ledger-file.ts";
import type { WindowFile, WindowRecord } from "../record.ts";
import type { Damage } from "./checked-file.ts";
import { type Contents, contentsOf } from "./contents.ts";
import { LEDGER_NAME } from "./ledger-name.ts";
import { decoded, encoded, pointsName } from "./points-entry.ts";
import { StoreFolder } from "./store-folder.ts";
import type { FolderWindow } from "./windows.ts";

/** A window as the ledger has it now, and something about its file; or why the file can't be used. */
export type Found<T> =
  | ({ window: FolderWindow; reason?: never } & T)
  | ({ window: FolderWindow; reason: Damage } & Partial<Record<keyof T, never>>);

export class FolderReader {
  readonly path: string;
  readonly store: StoreFolder;
  readonly #onWarning: (message: string) => void;
  /** Files are parsed one at a time: two at once would take twice the memory, and no less time. */
  #parsing: Promise<unknown> = Promise.resolve();
  #hasWritten = false;

  constructor(path: string, onWarning: (message: string) => void) {
    this.path = path;
    this.store = new StoreFolder(path);
    this.#onWarning = onWarning;
  }

  records(): Promise<ReadonlyMap<string, WindowRecord>> {
    return readLedger(join(this.path, LEDGER_NAME));
  }

  /** The path of a window's file, if it is as it was saved. */
  async file(window: FolderWindow, signal?: AbortSignal): Promise<Found<{ file: string }>> {
    const saved = window.file as WindowFile;
    const file = join(this.path, saved.path);
    const reason = await (await this.store.checks()).damageOf(file, saved, signal);
    if (reason === undefined) return { window, file };
    // `sync` may have replaced the file since the ledger was read.
    const now = (await this.records()).get(window.id)?.file;
    if (now === undefined || now.sha256 === saved.sha256) return { window, reason };
    return this.file({ ...window, file: now }, signal);
  }

  /** What reports need of a window's file. @throws CorruptFileError, ReportError */
  async contents(known: FolderWindow, signal?: AbortSignal): Promise<Found<{ contents: Contents }>> {
    const { window, file, reason } = await this.file(known, signal);
    if (reason !== undefined) return { window, reason };
    const name = pointsName((window.file as WindowFile).sha256, window.query);
    const entry = await readFile(this.store.entry("points", name)).catch(() => undefined);
    const kept = entry && decoded(entry, file);
    if (kept) {
      for (const warning of kept.warnings) this.#onWarning(`${file}: ${warning}`);
      return { window, contents: kept.contents };
    }
    const parsed = this.#parsing.then(() => this.#parse(window, file, signal));
    this.#parsing = parsed.catch(() => {});
    const contents = await parsed;
    // The file was replaced while it was read.
    if (contents === undefined) return this.contents(window, signal);
    return { window, contents };
  }

  async #parse(window: FolderWindow, file: string, signal?: AbortSignal): Promise<Contents | undefined> {
    signal?.throwIfAborted();
    const saved = window.file as WindowFile;
    const checks = await this.store.checks();
    let contents: Contents;
    const warnings: string[] = [];
    const onWarning = (warning: string) => {
      warnings.push(warning);
      this.#onWarning(`${file}: ${warning}`);
    };
    try {
      contents = await contentsOf(file, window.query, { onWarning, signal });
    } catch (error) {
      signal?.throwIfAborted();
      if (await checks.damageOf(file, saved)) return undefined;
      throw error;
    }
    if (await checks.damageOf(file, saved, signal)) return undefined;
    const path = this.store.entry("points", pointsName(saved.sha256, window.query));
    // Without the entry, the file is read again the next time.
    await this.store.write(path, encoded({ contents, warnings })).catch(() => {});
    this.#hasWritten = true;
    return contents;
  }

  /** Keeps what was found for the next program, and removes what no program needs. */
  async finish(): Promise<void> {
    await this.store.saveChecks();
    if (!this.#hasWritten) return;
    this.#hasWritten = false;
    const records = await this.records().catch(() => undefined);
    if (records === undefined) return;
    const needed = [...records.values()].flatMap(({ query, file }) =>
      query && file ? pointsName(file.sha256, query) : [],
    );
    const names = new Set(needed);
    await this.store.clean("points", (name) => names.has(name));
  }
}
