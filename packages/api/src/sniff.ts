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
  const wide = utf16Of(head);
  if (wide === undefined && head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte))) return "unknown";
  const text = new TextDecoder(wide).decode(head).trimStart();
  if (text.startsWith("<")) return "html";
  // Other text of that kind nothing here reads.
  if (wide !== undefined) return "unknown";
  return /^[{[]/.test(text) ? "json" : "csv";
}

/** Windows' own text, by its byte order mark. */
function utf16Of([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}
