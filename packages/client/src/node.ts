// For Node, Bun and Deno: files on disk.
export { type FileLockOptions, fileLock } from "./node/file-lock.ts";
export type { JobNote, SavedJob } from "./node/job-file.ts";
export { type JobFolder, jobFolder } from "./node/job-folder.ts";
export type { JobRecord } from "./node/job-record.ts";
export {
  type Ledger,
  type LedgerOptions,
  openLedger,
  type WindowFile,
  type WindowRecord,
} from "./node/ledger.ts";
export { type CheckedFile, checkFile, saveChecked } from "./node/save-checked.ts";
export { SaveError } from "./node/save-error.ts";
export { type SavedFile, type SaveOptions, saveFile } from "./node/save-file.ts";
export { type SyncOptions, type SyncProgress, type SyncResult, sync } from "./node/sync.ts";
export { WrongFileError } from "./node/wrong-file-error.ts";
export { type ExportWindow, type PlanOptions, plan } from "./plan/plan.ts";
