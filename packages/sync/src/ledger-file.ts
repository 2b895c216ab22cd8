// The format of a ledger file: a header line, then one JSON line `[id, record]` for each change, `[id, null]` for a removal.
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
/** A ledger with fewer outdated lines than this isn't rewritten. */
const SPARE_LINES = 1000;

export interface LedgerContent {
  records: Map<string, WindowRecord>;
  /** Length of the valid content, in bytes. */
  size: number;
  /** Most lines are outdated. */
  isWasteful: boolean;
}

/** @param record - undefined if the window is removed. */
export function lineOf(id: string, record: WindowRecord | undefined): string {
  return `${JSON.stringify([id, record ?? null])}\n`;
}

/**
 * Reads the records of a ledger by the IDs of their windows, without its lock: also while `sync` writes. A line that is being
 * written isn't read yet.
 *
 * @throws StoreError if there is no ledger, or it is damaged or has another version.
 */
export async function readLedger(path: string): Promise<ReadonlyMap<string, WindowRecord>> {
  const handle = await open(path).catch((error) => {
    throw error.code === "ENOENT" ? new StoreError("NO_LEDGER", `There is no ledger ${path}`) : error;
  });
  try {
    return (await takeRecords(handle, path)).records;
  } finally {
    await handle.close();
  }
}

/**
 * Reads a ledger, or creates one. A last line without a line end is an interrupted write that was never confirmed: it is
 * removed.
 */
export async function recoverLedger(path: string): Promise<LedgerContent> {
  const handle = await open(path, "r+").catch((error) => {
    if (error.code === "ENOENT") return open(path, "wx+");
    throw error;
  });
  try {
    const { records, count, ...rest } = await takeRecords(handle, path);
    if (count === 0) return { records, size: await begin(handle, rest.tail, path), isWasteful: false };
    if (rest.tail.length > 0) await handle.truncate(rest.size);
    return { records, size: rest.size, isWasteful: count > 2 * records.size + SPARE_LINES };
  } finally {
    await handle.close();
  }
}

/** @returns the records, the number of lines and their size, and the bytes that follow them. */
async function takeRecords(handle: FileHandle, path: string) {
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
  return { records, count, ...rest };
}

/** Rewrites a ledger with one line for each window. @returns its size. */
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

/** Reads whole lines, and overwrites their line ends. @returns the number of lines. */
function takeLines(lines: Buffer, before: number, records: Map<string, WindowRecord>, path: string): number {
  const ends: number[] = [];
  for (let end = lines.indexOf(NEWLINE); end >= 0; end = lines.indexOf(NEWLINE, end + 1)) {
    ends.push(end);
    lines[end] = COMMA;
  }
  // Parsing all lines at once takes half the time. Single lines are parsed only to find a damaged one.
  const parsed = parse(`[${lines.toString("utf8", 0, ends.at(-1))}]`) as unknown[] | undefined;
  const each = () => ends.map((end, i) => parse(lines.toString("utf8", i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end)));
  const entries = parsed?.length === ends.length ? parsed : each();
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    const [id, record] = Array.isArray(entry) ? entry : [];
    if (typeof id === "string" && record === null) records.delete(id);
    else if (typeof id === "string" && isRecord(record)) records.set(id, record);
    else throw damaged(before + i + 1, path);
  }
  return ends.length;
}

/** Checks the fields that the code relies on. */
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
    advice: "Restore a copy, or remove the line and lose the state of its window",
  });
}

function noLedger(path: string): StoreError {
  return new StoreError("NO_LEDGER", `${path} isn't a ledger`, { advice: "Choose another path" });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Passes on whole lines, many at a time. @returns their size, and the bytes that follow them. */
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
