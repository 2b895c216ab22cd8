import type { Language } from "@cdn-export/api";
import { GMT8_MS, HOUR_MS, MINUTE_MS } from "../base/constants.ts";
import type { Cell, Column, Table } from "./table.ts";

export interface CsvOptions {
  language: Language;
  /** Whether the file starts with a byte order mark, which Excel needs to read Chinese. */
  bom: boolean;
  newline: "\r\n" | "\n";
}

/** Chunks have a fixed number of rows, so that each can be made without the others: about 40 to 80 kB. */
const ROWS_PER_CHUNK = 768;

/** Writes a table as CSV (RFC 4180, UTF-8), one chunk at a time. */
export function* csvChunks(table: Table, options: CsvOptions): Generator<Uint8Array> {
  const count = csvChunkCount(table);
  for (let n = 0; n < count; n++) yield csvChunk(table, options, n);
}

/** The number of chunks: at least one, for the headings. */
export function csvChunkCount(table: Table): number {
  return Math.max(1, Math.ceil(table.count() / ROWS_PER_CHUNK));
}

/** Chunk `n`, counted from 0. The first one contains the headings. */
export function csvChunk(table: Table, { language, bom, newline }: CsvOptions, n: number): Uint8Array {
  const { columns } = table;
  const write = columns.map(({ type }) => CELL_TEXT[type]);
  const headings = columns.map((column) => quoted(column[language])).join(",");
  let text = n === 0 ? `${bom ? "\uFEFF" : ""}${headings}${newline}` : "";
  const end = Math.min(table.count(), (n + 1) * ROWS_PER_CHUNK);
  for (let i = n * ROWS_PER_CHUNK; i < end; i++) {
    const row = table.row(i);
    for (let c = 0; c < row.length; c++) text += `${c === 0 ? "" : ","}${write[c]?.(row[c] ?? "") ?? ""}`;
    text += newline;
  }
  return encoder.encode(text);
}

const encoder = new TextEncoder();

const RATIO_DIGITS = 2;

/** How to write the cells of each type. */
const CELL_TEXT: Readonly<Record<Column["type"], (cell: Cell) => string>> = {
  time: (cell) => timeText(Number(cell)),
  ratio: (cell) => Number(cell).toFixed(RATIO_DIGITS),
  integer: String,
  text: (cell) => quoted(String(cell)),
};

const SPECIAL = /[",\r\n]/;

function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

let lastHour = Number.NaN;
let lastText = "";

/**
 * A time as `2026-11-08 10:05:00`, in GMT+8. Neighbouring rows are in the same hour, so the text of the hour is kept.
 * Otherwise, formatting dates would be most of the work.
 */
function timeText(ms: number): string {
  const local = ms + GMT8_MS;
  const hour = Math.floor(local / HOUR_MS);
  if (hour !== lastHour) {
    lastHour = hour;
    lastText = new Date(hour * HOUR_MS).toISOString().slice(0, 14).replace("T", " ");
  }
  const into = local - hour * HOUR_MS;
  return `${lastText}${two(Math.floor(into / MINUTE_MS))}:${two(Math.floor((into % MINUTE_MS) / 1000))}`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
