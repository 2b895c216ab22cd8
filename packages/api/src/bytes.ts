// For code that reads files: the type of a file by its first bytes, and joining chunks.
export { concat } from "./concat.ts";
export { type FileType, fileType, SNIFF_LENGTH } from "./sniff.ts";
