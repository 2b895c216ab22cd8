// The file of a ledger: a line that says what it is, then one JSON line `[id, record]` for each change.
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { StoreError } from "@cdn-export/client";
import { replaceFile, syncFolder } from "@cdn-export/client/internal";
import type { WindowRecord } from "./record.ts";

const VERSION = 1;
const HEAD = `{"format":"cdn-export ledger","version":${VERSION}}\n`;
const BLOCK = 1 << 18;
const NEWLINE = 10;
const COMMA = 44;
/** Fewer outdated lines than this are never worth a new file. */
const SPARE_LINES = 1000;

export interface LedgerContent {
  records: Map<string, WindowRecord>;
  /** Bytes that count. */
  size: number;
  /** Most lines are outdated. */
  isWasteful: boolean;
}

export function lineOf(id: string, record: WindowRecord): string {
  return `${JSON.stringify([id, record])}\n`;
}

/**
 * Reads a ledger, or begins one. A last line without an end was not written to its end, and nobody was told that it was:
 * it is cut off.
 */
export async function readLedger(path: string): Promise<LedgerContent> {
  const handle = await open(path, "r+").catch((error) => {
    if (error.code === "ENOENT") return open(path, "wx+");
    throw error;
  });
  try {
    const records = new Map<string, WindowRecord>();
    let count = 0;
    const rest = await eachBlock(handle, (lines) => {
      let rest = lines;
      if (count === 0) {
        const end = lines.indexOf(NEWLINE) + 1;
        checkHead(lines.toString("utf8", 0, end), path);
        rest = lines.subarray(end);
        count = 1;
      }
      count += takeLines(rest, count, records, path);
    });
    if (count === 0) return { records, size: await begin(handle, rest.tail, path), isWasteful: false };
    if (rest.tail.length > 0) await handle.truncate(rest.size);
    return { records, size: rest.size, isWasteful: count > 2 * records.size + SPARE_LINES };
  } finally {
    await handle.close();
  }
}

/** Writes a ledger anew, with one line a window. @returns its size. */
export function compact(path: string, records: ReadonlyMap<string, WindowRecord>): Promise<number> {
  return replaceFile(path, async (handle) => {
    let size = 0;
    let text = HEAD;
    const flush = async () => {
      await handle.writeFile(text);
      size += Buffer.byteLength(text);
      text = "";
    };
    for (const [id, record] of records) {
      text += lineOf(id, record);
      if (text.length > BLOCK) await flush();
    }
    await flush();
    return size;
  });
}

async function begin(handle: FileHandle, tail: Uint8Array, path: string): Promise<number> {
  if (!HEAD.startsWith(Buffer.from(tail).toString())) throw noLedger(path);
  await handle.truncate(0);
  await handle.write(HEAD, 0);
  await handle.sync();
  await syncFolder(dirname(path));
  return HEAD.length;
}

function checkHead(line: string, path: string): void {
  const head = parse(line) as { format?: unknown; version?: unknown } | undefined;
  if (head?.format !== "cdn-export ledger") throw noLedger(path);
  if (head.version === VERSION) return;
  const isNewer = typeof head.version === "number" && head.version > VERSION;
  throw new StoreError(
    "LEDGER_VERSION",
    `${path} is a ledger of version ${JSON.stringify(head.version)}, and this program reads version ${VERSION}`,
    {
      advice: isNewer ? "Update @cdn-export/client" : "Finish it with the version that wrote it, then begin a new one",
    },
  );
}

/** Takes whole lines, and spoils their ends. @returns how many there were. */
function takeLines(lines: Buffer, before: number, records: Map<string, WindowRecord>, path: string): number {
  const ends: number[] = [];
  for (let end = lines.indexOf(NEWLINE); end >= 0; end = lines.indexOf(NEWLINE, end + 1)) {
    ends.push(end);
    lines[end] = COMMA;
  }
  // One call of the parser takes half as long as one a line; which line is damaged is asked only when one is.
  const parsed = parse(`[${lines.toString("utf8", 0, ends.at(-1))}]`) as unknown[] | undefined;
  const each = () => ends.map((end, i) => parse(lines.toString("utf8", i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end)));
  const entries = parsed?.length === ends.length ? parsed : each();
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    const [id, record] = Array.isArray(entry) ? entry : [];
    if (typeof id === "string" && isRecord(record)) records.set(id, record);
    else throw damaged(before + i + 1, path);
  }
  return ends.length;
}

/** What is relied on. */
function isRecord(value: unknown): value is WindowRecord {
  if (typeof value !== "object" || value === null) return false;
  const { file, state } = value as { file?: { path?: unknown } | null; state?: unknown };
  return (
    (file === undefined || typeof file?.path === "string") &&
    (state === undefined || (typeof state === "object" && state !== null))
  );
}

function damaged(line: number, path: string): StoreError {
  return new StoreError("LEDGER_BROKEN", `Line ${line} of ${path} is damaged`, {
    advice: "Put back a copy, or remove the line: what it told of one window is lost then",
  });
}

function noLedger(path: string): StoreError {
  return new StoreError("NO_LEDGER", `${path} is no ledger`, { advice: "Choose another path" });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Gives whole lines, many at a time. @returns how many bytes they are, and what follows them. */
async function eachBlock(
  handle: FileHandle,
  take: (lines: Buffer) => void,
): Promise<{ size: number; tail: Uint8Array }> {
  const block = Buffer.allocUnsafe(BLOCK);
  let tail = Buffer.alloc(0);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(block, 0, BLOCK, at);
    if (bytesRead === 0) return { size: at - tail.length, tail };
    at += bytesRead;
    const data = Buffer.concat([tail, block.subarray(0, bytesRead)]);
    const end = data.lastIndexOf(NEWLINE) + 1;
    if (end > 0) take(data.subarray(0, end));
    tail = data.subarray(end);
  }
}
