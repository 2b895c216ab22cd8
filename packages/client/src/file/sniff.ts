/** What a file is, by its first bytes: the service says neither type nor name. */
export type FileType = "xlsx" | "zip" | "gz" | "csv" | "html" | "json" | "empty" | "unknown";

/** Bytes that `fileType` wants to see: an error page may begin with blank lines. */
export const SNIFF_LENGTH = 512;

/** An xlsx file is a zip file whose first entry has one of the names that Office files begin with. */
const OFFICE_ENTRY = /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/;

/** The type of a file that begins with `bytes`. Text that is neither markup nor JSON counts as csv. */
export function fileType(bytes: Uint8Array): FileType {
  const head = bytes.subarray(0, SNIFF_LENGTH);
  if (head.length === 0) return "empty";
  if (head[0] === 0x1f && head[1] === 0x8b) return "gz";
  if (head[0] === 0x50 && head[1] === 0x4b) {
    return OFFICE_ENTRY.test(new TextDecoder("latin1").decode(head.subarray(30))) ? "xlsx" : "zip";
  }
  if (head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte))) return "unknown";
  const text = new TextDecoder().decode(head).trimStart();
  return text.startsWith("<") ? "html" : text.startsWith("{") ? "json" : "csv";
}
