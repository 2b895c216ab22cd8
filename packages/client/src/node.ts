// For Node, Bun and Deno: files on disk.
export { SaveError } from "./node/save-error.ts";
export { type SavedFile, type SaveOptions, saveFile } from "./node/save-file.ts";
