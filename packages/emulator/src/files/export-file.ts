import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { GMT8_MS } from "../constants.ts";
import type { Settings } from "../options.ts";
import type { Task } from "../tasks/task.ts";
import { exportTable } from "./export-table.ts";
import { formats } from "./formats.ts";

/** The file of a task. It is never stored: its bytes are made anew each time, and are always the same. */
export interface ExportFile {
  /** Chosen by the service: action, days and task name, in ASCII. */
  name: string;
  contentType: string;
  /** Strong, with its quotes: the bytes follow from what it is a hash of. */
  etag: string;
  /** Bytes. Found by making the file once; known after that. */
  size(): Promise<number>;
  /** The bytes from `start` (inclusive) to `end` (exclusive). */
  bytes(start: number, end: number): AsyncGenerator<Uint8Array>;
}

export function exportFile({ query, name }: Task, settings: Settings, sizes: Map<string, number>): ExportFile {
  const { seed, topRows, format, csvBom, csvNewline } = settings;
  const { extension, contentType, write } = formats[format];
  const identity = JSON.stringify([FILE_VERSION, query, seed, topRows, format, csvBom, csvNewline]);
  const etag = `"${createHash("sha256").update(identity).digest("hex").slice(0, 32)}"`;
  const chunks = () =>
    write(exportTable(query, { seed, topRows }), { language: query.language, bom: csvBom, newline: csvNewline });

  return {
    name: `cdn_${query.action}_${dayText(query.from)}-${dayText(query.to)}_${name}.${extension}`,
    contentType,
    etag,
    async size() {
      const known = sizes.get(etag);
      if (known !== undefined) return known;
      let size = 0;
      for await (const chunk of chunks()) {
        size += chunk.length;
        // Chunks are made synchronously: let other requests have their turn.
        await nextTurn();
      }
      if (sizes.size >= MAX_SIZES) sizes.clear();
      sizes.set(etag, size);
      return size;
    },
    async *bytes(start, end) {
      let at = 0;
      for await (const chunk of chunks()) {
        const from = Math.max(start - at, 0);
        const part = chunk.subarray(from, Math.max(end - at, from));
        if (part.length > 0) yield part;
        at += chunk.length;
        if (at >= end) return;
      }
    },
  };
}

/** To be raised when other bytes come from the same query, so that no old part is joined with a new one. */
const FILE_VERSION = 1;
const MAX_SIZES = 1000;

/** A day of GMT+8 as eight digits. */
function dayText(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 10).replaceAll("-", "");
}
