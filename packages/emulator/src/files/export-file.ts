import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { GMT8_MS } from "../base/constants.ts";
import { fillerFile } from "../formats/filler.ts";
import { type FileFormat, formats, type WriteOptions } from "../formats/formats.ts";
import type { Table } from "../formats/table.ts";
import { exportQuery } from "../tables/export-query.ts";
import { exportTable } from "../tables/export-table.ts";
import { taskName } from "../tasks/identifiers.ts";
import { requestOf, type Task } from "../tasks/task.ts";
import type { FileCache } from "./file-cache.ts";
import { layoutOf } from "./layout.ts";

/** The file of a task. What is large is never stored: its bytes are made anew each time, and are always the same. */
export interface ExportFile {
  /** Chosen by the service: action, days and task name, in ASCII. */
  name: string;
  contentType: string;
  /** Strong, with its quotes: the bytes follow from what it is a hash of. */
  etag: string;
  /** Bytes. Found by making the file once; known after that. */
  size(): Promise<number>;
  /** The bytes from `start` (inclusive) to `end` (exclusive); all of them, without asking for the size, by default. */
  bytes(start?: number, end?: number): AsyncIterable<Uint8Array>;
}

/** What decides about a file besides its query. */
export interface FileOptions {
  seed: number;
  topRows: number;
  format: FileFormat;
  csvBom: boolean;
  csvNewline: "\r\n" | "\n";
  /** Every file has this many bytes. @default files end where their data end */
  fileBytes: number | undefined;
}

export function exportFile(task: Task, fileOptions: FileOptions, cache: FileCache): ExportFile {
  const query = exportQuery(requestOf(task), task.domains.split(","), task.createdAt);
  const { seed, topRows, format, csvBom, csvNewline, fileBytes } = fileOptions;
  const { extension, contentType, write, pieces } = formats[format];
  const stem = `cdn_${query.action}_${dayText(query.from)}-${dayText(query.to)}`;
  const options: WriteOptions = { language: query.language, bom: csvBom, newline: csvNewline, stem };
  const identity = JSON.stringify([FILE_VERSION, query, seed, topRows, format, csvBom, csvNewline, fileBytes]);
  const etag = `"${createHash("sha256").update(identity).digest("hex").slice(0, 32)}"`;

  const table = () => prepared(exportTable(query, { seed, topRows }));
  const layout = () => cache.getOrMake(etag, async () => layoutOf(write(await table(), options)));
  const named = { name: `${stem}_${taskName(task.n)}.${extension}`, contentType, etag };
  if (fileBytes !== undefined) {
    return { ...named, size: async () => fileBytes, bytes: fillerFile(fileBytes, table, options) };
  }
  return {
    ...named,
    size: async () => (await layout()).size,
    async *bytes(start = 0, end = Number.POSITIVE_INFINITY) {
      const known = cache.get(etag);
      if (known?.content) return yield known.content.subarray(start, end);
      const rows = await table();
      if (known && pieces) {
        yield* slice(piecesFrom(rows, known.pieceAt(start).n), known.pieceAt(start).offset, start, end);
      } else {
        yield* slice(write(rows, options), 0, start, end);
      }
    },
  };

  function* piecesFrom(rows: Table, first: number): Generator<Uint8Array> {
    const count = pieces?.count(rows) ?? 0;
    for (let n = first; n < count; n++) yield pieces?.make(rows, options, n) ?? new Uint8Array();
  }
}

/** To be raised when other bytes come from the same query, so that no old part is joined with a new one. */
const FILE_VERSION = 2;

/** Work that may take long, bit by bit: other requests have their turn. */
async function prepared(table: Table): Promise<Table> {
  let steps = 0;
  for (const _ of table.prepare?.() ?? []) if (++steps % STEPS_PER_TURN === 0) await nextTurn();
  return table;
}

const STEPS_PER_TURN = 16;

/** The part of some chunks, the first of which begins at `offset`, that lies between `start` and `end`. */
async function* slice(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  offset: number,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let at = offset;
  for await (const chunk of chunks) {
    const from = Math.max(start - at, 0);
    const part = chunk.subarray(from, Math.max(end - at, from));
    if (part.length > 0) yield part;
    at += chunk.length;
    if (at >= end) return;
  }
}

/** A day of GMT+8 as eight digits. */
function dayText(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 10).replaceAll("-", "");
}
