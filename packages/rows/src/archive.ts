// Zip archives, read by the directory at their end: the only way to find entries whose sizes follow their data. The library
// checks the CRC-32 and the size of each entry. In strict mode it also rejects archives whose directory, local headers and
// zip64 records disagree, where another program would find other files.
import { CorruptFileError } from "@cdn-export/api/base-error";
import {
  BlobReader,
  configure,
  type FileEntry,
  type ZipReader as Zip,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-custom.js";
import { streamed } from "./input.ts";

/** A file in an archive. */
export interface ArchiveEntry {
  /** The name with its folders. */
  name: string;
  /** Size in bytes when unpacked, as the directory says. */
  size: number;
  /** Unpacks the bytes. @throws Error of any kind, at the latest after the last byte, if they are damaged. */
  chunks(): AsyncGenerator<Uint8Array>;
}

// Unpacking happens in this thread, with the runtime's own DecompressionStream: workers would need files of their own.
configure({ useWebWorkers: false });

const STRICT = { strictness: "strict", checkCrc32: true, checkOverlappingEntry: true } as const;

/**
 * Lists the entries of an archive, and compares the directory with each entry's own header.
 *
 * @throws Error of any kind if the archive is damaged.
 */
export async function archiveEntries(archive: Blob): Promise<ArchiveEntry[]> {
  const zip = openZip(archive);
  const entries = (await zip.getEntries().catch(async (error) => {
    const plain = await withoutSpareZip64(archive, zip);
    if (!plain) throw error;
    return openZip(plain).getEntries();
  })) as FileEntry[];
  // Also of entries that no one reads: a damaged name would hide a file.
  for (const entry of entries) await entry.getData?.(new WritableStream(), { checkOverlappingEntryOnly: true });
  return entries.map((entry) => ({
    name: entry.filename,
    size: entry.uncompressedSize,
    chunks: () => unpacked(entry),
  }));
}

function openZip(archive: Blob): Zip<unknown> {
  return new ZipReader(new BlobReader(archive), {
    ...STRICT,
    filenameValidation: "tolerant",
    decodeText: (bytes, encoding) => (encoding === "cp437" ? legacyName(bytes) : undefined),
  });
}

const ZIP64_END = 0x06064b50;
const ZIP64_END_LENGTH = 56;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LENGTH: number = ZIP64_END_LENGTH + 20;
const END = 0x06054b50;
const END_LENGTH = 22;

/**
 * The archive without zip64 records that it doesn't need and that agree with its end record. Info-ZIP writes them when it reads
 * from a pipe, and the library rejects them.
 */
async function withoutSpareZip64(archive: Blob, zip: Zip<unknown>): Promise<Blob | undefined> {
  const { directoryOffset: start = 0, directoryLength: length = 0 } = zip;
  const at = start + length;
  const bytes = await archive.slice(at, at + ZIP64_LENGTH + END_LENGTH).arrayBuffer();
  if (bytes.byteLength < ZIP64_LENGTH + END_LENGTH) return undefined;
  const [zip64, locator, end] = [0, ZIP64_END_LENGTH, ZIP64_LENGTH].map((from) => new DataView(bytes, from)) as Views;
  const hasRecords =
    zip64.getUint32(0, true) === ZIP64_END &&
    locator.getUint32(0, true) === ZIP64_LOCATOR &&
    end.getUint32(0, true) === END;
  const doAgree =
    zip64.getBigUint64(4, true) === BigInt(ZIP64_END_LENGTH - 12) &&
    zip64.getBigUint64(32, true) === BigInt(end.getUint16(10, true)) &&
    zip64.getBigUint64(40, true) === BigInt(length) &&
    zip64.getBigUint64(48, true) === BigInt(start) &&
    locator.getBigUint64(8, true) === BigInt(at);
  return hasRecords && doAgree ? new Blob([archive.slice(0, at), archive.slice(at + ZIP64_LENGTH)]) : undefined;
}

type Views = [zip64: DataView, locator: DataView, end: DataView];

/** A name that is neither marked as UTF-8 nor valid UTF-8: archivers in China write GB 18030. */
function legacyName(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  } catch {
    // Code page 437, the format's own default.
    return undefined;
  }
}

async function* unpacked(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  let failure: { error: unknown } | undefined;
  // Headers were compared before. A second pass over the same entry isn't an overlap.
  const done = entry.getData(writable, { checkOverlappingEntry: false }).catch((error: unknown) => {
    failure = { error };
    // Some checks fail before the library touches the stream.
    writable.abort(error).catch(() => {});
  });
  yield* streamed(readable);
  await done;
  if (failure) throw failure.error;
}

/** The error for a damaged archive; what the runtime reports about its storage stays as it is. */
export function damagedArchive(code: "BAD_ZIP" | "BAD_XLSX", cause: unknown): unknown {
  if (cause instanceof CorruptFileError || (cause as Error | undefined)?.name === "NotReadableError") return cause;
  const kind = code === "BAD_ZIP" ? "zip" : "xlsx";
  const { message: reason = "" } = (cause ?? {}) as Partial<Error>;
  const isLocked = /encrypt/i.test(reason);
  if (isLocked || /compression method not supported|split zip/i.test(reason))
    return new CorruptFileError(code, `The ${kind} file can't be read: ${reason.toLowerCase()}`, {
      advice: isLocked ? "Remove the password first" : "Unpack it with the program that packed it",
      cause,
    });
  return new CorruptFileError(code, `The ${kind} file is damaged or was cut off`, { cause });
}
