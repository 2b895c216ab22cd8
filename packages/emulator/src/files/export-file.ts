import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { GMT8_MS } from "../base/constants.ts";
import { fillerFile } from "../formats/filler.ts";
import { type FileFormat, formats, type WriteOptions } from "../formats/formats.ts";
import type { Table } from "../formats/table.ts";
import type { ScenarioEvent } from "../statistics/scenario.ts";
import { exportQuery } from "../tables/export-query.ts";
import { exportTable } from "../tables/export-table.ts";
import { taskName } from "../tasks/identifiers.ts";
import { requestOf, type Task } from "../tasks/task.ts";
import type { FileCache } from "./file-cache.ts";
import { layoutOf } from "./layout.ts";

/** The file of a task. Large files are never stored: their bytes are made each time, and are always the same. */
export interface ExportFile {
  /** The name that the service chooses: action, days and task name, in ASCII. */
  name: string;
  contentType: string;
  /** A strong ETag with its quotes. It's a hash of everything that decides the bytes. */
  etag: string;
  /** The size in bytes. The first call makes the file to find it. */
  size(): Promise<number>;
  /** The bytes from `start` up to but not including `end`. By default all of them, without finding the size first. */
  bytes(start?: number, end?: number): AsyncIterable<Uint8Array>;
}

/** What decides a file besides its query. */
export interface FileOptions {
  seed: number;
  scenario: readonly ScenarioEvent[];
  topRows: number;
  format: FileFormat;
  csvBom: boolean;
  csvNewline: "\r\n" | "\n";
  /** The size of every file; `undefined` for the size of its data. */
  fileBytes: number | undefined;
}

export function exportFile(task: Task, fileOptions: FileOptions, cache: FileCache): ExportFile {
  const query = exportQuery(requestOf(task), task.domains.split(","), task.createdAt);
  const { seed, scenario, topRows, format, csvBom, csvNewline, fileBytes } = fileOptions;
  const { extension, contentType, write, pieces } = formats[format];
  const stem = `cdn_${query.action}_${dayText(query.from)}-${dayText(query.to)}`;
  const options: WriteOptions = { language: query.language, bom: csvBom, newline: csvNewline, stem };
  const decisive = [FILE_VERSION, query, seed, topRows, format, csvBom, csvNewline, fileBytes];
  const identity = JSON.stringify(scenario.length > 0 ? [...decisive, scenario] : decisive);
  const etag = `"${createHash("sha256").update(identity).digest("hex").slice(0, 32)}"`;

  const table = () => prepared(exportTable(query, { seed, scenario, topRows }));
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

/** Increase it when the same query returns other bytes, so that clients don't join old and new parts. */
const FILE_VERSION = 2;

/** Does long work in steps, so that other requests can run in between. */
async function prepared(table: Table): Promise<Table> {
  let steps = 0;
  for (const _ of table.prepare?.() ?? []) if (++steps % STEPS_PER_TURN === 0) await nextTurn();
  return table;
}

const STEPS_PER_TURN = 16;

/** The part between `start` and `end` of chunks that start at `offset`. */
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

/** A day in GMT+8, as eight digits. */
function dayText(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 10).replaceAll("-", "");
}
