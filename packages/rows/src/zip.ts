import { CorruptFileError } from "@cdn-export/api/base-error";
import { concat } from "@cdn-export/api/bytes";
import type { UnzipFile } from "fflate";
import { crc32, directoryOf } from "./directory.ts";
import { inPieces } from "./input.ts";
import { optional } from "./optional.ts";

/** A file within an archive. Its bytes are to be read before the next entry is asked for, which skips the rest. */
export interface ZipEntry {
  name: string;
  chunks: AsyncGenerator<Uint8Array>;
}

/** Bytes unpacked at once: they become at most some thousand times as many, which bounds what a zip bomb can do. */
const PIECE_BYTES = 8 << 10;
/** How much of the end is kept for the directory: of a few thousand files. */
const TAIL_BYTES = 256 << 10;

interface OpenEntry {
  name: string;
  ready: Uint8Array[];
  crc: number;
  isDone: boolean;
  isSkipped: boolean;
}

/** The files of a zip archive in their order, in constant memory, without waiting for the archive's end. */
export async function* zipEntries(source: AsyncGenerator<Uint8Array>): AsyncGenerator<ZipEntry> {
  const { Unzip, UnzipInflate } = await optional("fflate", "a zip file", () => import("fflate"));
  const archive = inPieces(source, PIECE_BYTES);
  const found: OpenEntry[] = [];
  const sums = new Set<string>();
  let count = 0;
  const tail: Uint8Array[] = [];
  let tailLength = 0;
  let isOver = false;

  const unzip = new Unzip((file: UnzipFile) => {
    const entry: OpenEntry = { name: file.name, ready: [], crc: 0, isDone: false, isSkipped: false };
    file.ondata = (error, data, isLast) => {
      if (error) throw error;
      entry.crc = crc32(data, entry.crc);
      if (!entry.isSkipped) entry.ready.push(data);
      if (!isLast) return;
      entry.isDone = true;
      sums.add(sumOf(entry));
    };
    count++;
    found.push(entry);
    file.start();
  });
  unzip.register(UnzipInflate);

  async function advance(): Promise<void> {
    const { done, value } = await archive.next();
    try {
      if (!done) {
        unzip.push(value);
        return keep(value);
      }
      isOver = true;
      unzip.push(new Uint8Array(), true);
    } catch (cause) {
      throw damaged(cause);
    }
    checkWhole(concat(tail), count, sums);
  }

  function keep(piece: Uint8Array): void {
    tail.push(piece);
    tailLength += piece.length;
    while (tailLength - (tail[0]?.length ?? 0) >= TAIL_BYTES) tailLength -= tail.shift()?.length ?? 0;
  }

  async function* chunksOf(entry: OpenEntry): AsyncGenerator<Uint8Array> {
    for (;;) {
      yield* entry.ready.splice(0);
      if (entry.isDone) return;
      if (isOver) throw damaged();
      await advance();
    }
  }

  try {
    for (;;) {
      const entry = found.shift();
      if (entry) {
        yield { name: entry.name, chunks: chunksOf(entry) };
        entry.isSkipped = true;
        entry.ready = [];
      } else if (isOver) return;
      else await advance();
    }
  } finally {
    await archive.return(undefined);
  }
}

/** @throws CorruptFileError when the directory names a file that was not there, or another checksum. */
function checkWhole(tail: Uint8Array, count: number, sums: ReadonlySet<string>): void {
  const directory = directoryOf(tail);
  if (!directory || (directory.count ?? count) !== count) throw damaged();
  for (const entry of directory.entries) {
    if (!sums.has(sumOf(entry))) throw damaged(undefined, ` in ${JSON.stringify(entry.name)}`);
  }
}

function sumOf({ name, crc }: { name: string; crc: number }): string {
  return `${crc} ${name}`;
}

function damaged(cause?: unknown, where = ""): CorruptFileError {
  return new CorruptFileError("BAD_ZIP", `The zip file is damaged${where} or was cut off`, {
    advice: "If it opens elsewhere it has a password, or is packed otherwise than with deflate: unpack it first",
    cause,
  });
}
