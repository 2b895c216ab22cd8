export { type FileLedger, type Ledger, type LedgerOptions, openLedger } from "./ledger.ts";
export { readLedger } from "./ledger-file.ts";
export { type ExportWindow, type PlanOptions, plan } from "./plan.ts";
export type { FileContent, WindowFile, WindowRecord } from "./record.ts";
export { type CheckedFile, saveChecked, verifyFile } from "./save-checked.ts";
export { type SyncOptions, type SyncProgress, type SyncResult, sync } from "./sync.ts";
export { WrongFileError } from "./wrong-file-error.ts";
