// For Node, Bun and Deno: files on disk.
export {
  type Ledger,
  type LedgerOptions,
  openLedger,
  type WindowFile,
  type WindowRecord,
} from "./node/ledger.ts";
export { LedgerError, type LedgerHolder, LedgerLockedError } from "./node/ledger-error.ts";
export { SaveError } from "./node/save-error.ts";
export { type SavedFile, type SaveOptions, saveFile } from "./node/save-file.ts";
export { type SyncOptions, type SyncProgress, type SyncResult, sync } from "./node/sync.ts";
