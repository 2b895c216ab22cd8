// Files on disk, for Node, Bun and Deno.
export { type FileLockOptions, fileLock } from "./node/file-lock.ts";
export type { JobNote, SavedJob } from "./node/job-file.ts";
export { type JobFolder, jobFolder } from "./node/job-folder.ts";
export type { JobRecord } from "./node/job-record.ts";
export { SaveError } from "./node/save-error.ts";
export { type SavedFile, type SaveOptions, saveFile } from "./node/save-file.ts";
