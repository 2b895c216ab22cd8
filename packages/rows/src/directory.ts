// A zip archive ends with a directory of its files. It tells whether all of them were there, and whole.

export interface DirectoryEntry {
  name: string;
  isUtf8: boolean;
  crc: number;
  /** Bytes, packed and unpacked. */
  packed: number;
  size: number;
  isDeflated: boolean;
  /** Where the entry begins in the archive. */
  at: number;
}

export interface Directory {
  /** How many files there are; absent where there are too many for the format's first version. */
  count: number | undefined;
  /** None when the directory is not wholly within the bytes. */
  entries: readonly DirectoryEntry[];
}

/** The directory at the end of `tail`; undefined when there is none: the archive was cut off. */
export function directoryOf(tail: Uint8Array): Directory | undefined {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  if (count === ZIP64) return { count: undefined, entries: [] };
  const entries: DirectoryEntry[] = [];
  let at = end - view.getUint32(end + 12, true);
  for (let i = 0; i < count; i++) {
    if (at < 0 || at + 46 > end || view.getUint32(at, true) !== ENTRY) return { count, entries: [] };
    const nameLength = view.getUint16(at + 28, true);
    const isUtf8 = (view.getUint16(at + 8, true) & UTF8_FLAG) !== 0;
    const name = nameOf(tail.subarray(at + 46, at + 46 + nameLength), isUtf8);
    entries.push({
      name,
      isUtf8,
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      isDeflated: view.getUint16(at + 10, true) === 8,
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { count, entries };
}

const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const ZIP64 = 0xffff;
const UTF8_FLAG = 0x800;

/** The last record of an archive stands before its comment, which ends with the file. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) <= view.byteLength) return at;
  }
  return undefined;
}

/** As fflate reads it: names that are not marked as UTF-8 are Latin-1. */
export function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder().decode(bytes);
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

const CRC_TABLE = /* @__PURE__ */ (() =>
  Uint32Array.from({ length: 256 }, (_, n) => {
    let crc = n;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  }))();

/** The checksum of zip (CRC-32) of some bytes that follow others with the checksum `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = (CRC_TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}
