/** The type of a file by its first bytes: the service sends neither a type nor a name. */
export type FileType = "xlsx" | "zip" | "gz" | "csv" | "html" | "json" | "empty" | "unknown";

/** How many bytes `fileType` looks at: an error page may begin with blank lines. */
export const SNIFF_LENGTH = 512;

/** An xlsx file is a zip file whose first entry has one of the names that Office files begin with. Some writers use `\`. */
const OFFICE_ENTRY = /^(\[Content_Types\]\.xml|(_rels|docProps|xl)[/\\])/i;

/** The type of a file that begins with `bytes`. Text that is neither markup nor JSON counts as csv, in UTF-16 too. */
export function fileType(bytes: Uint8Array): FileType {
  const head = bytes.subarray(0, SNIFF_LENGTH);
  if (head.length === 0) return "empty";
  if (head[0] === 0x1f && head[1] === 0x8b) return "gz";
  // A single P is a zip file that was cut off, too.
  if (head[0] === 0x50 && (head[1] === 0x4b || head.length === 1)) {
    return OFFICE_ENTRY.test(new TextDecoder("latin1").decode(head.subarray(30))) ? "xlsx" : "zip";
  }
  const wide = utf16Of(head);
  if (wide === undefined && isBinary(head)) return "unknown";
  const text = new TextDecoder(wide).decode(head).trimStart();
  if (text.startsWith("<")) return "html";
  return /^[{[]/.test(text) ? "json" : "csv";
}

/**
 * Text has no control characters in its first line, which has the headings. Later lines contain text of visitors, who send any
 * character; two zeros in a row are only found in binary files.
 */
function isBinary(head: Uint8Array): boolean {
  const end = head.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const line = head.subarray(0, end < 0 ? head.length : end);
  return line.some((byte) => byte < 0x20 && byte !== 0x09) || head.some((byte, i) => byte === 0 && head[i + 1] === 0);
}

/** The encoding of text from Windows, by its byte order mark. */
function utf16Of([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}
