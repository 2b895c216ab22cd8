// What every reader of files needs: what a file is by its first bytes, and pieces put together.
export { concat } from "./concat.ts";
export { type FileType, fileType, SNIFF_LENGTH } from "./sniff.ts";
