import type { Language } from "@cdn-export/api";
import { GMT8_MS } from "../constants.ts";
import type { Cell, Column, Table } from "./table.ts";

export interface CsvOptions {
  language: Language;
  /** Whether the file begins with a byte order mark, which Excel needs to read Chinese. */
  bom: boolean;
  newline: "\r\n" | "\n";
}

const CHUNK_CHARS = 65_536;

/** Writes a table as CSV (RFC 4180, UTF-8), in chunks of about 64 kB made one at a time. */
export function* csvChunks({ columns, rows }: Table, { language, bom, newline }: CsvOptions): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const write = cellWriters(columns);
  let lines = [`${bom ? "\uFEFF" : ""}${columns.map((column) => quoted(column[language])).join(",")}`];
  let chars = 0;
  for (const row of rows) {
    let line = "";
    for (let i = 0; i < row.length; i++) line += `${i === 0 ? "" : ","}${write[i]?.(row[i] ?? "") ?? ""}`;
    lines.push(line);
    chars += line.length;
    if (chars < CHUNK_CHARS) continue;
    yield encoder.encode(lines.join(newline) + newline);
    lines = [];
    chars = 0;
  }
  if (lines.length > 0) yield encoder.encode(lines.join(newline) + newline);
}

/** How the cells of each column are written. */
function cellWriters(columns: readonly Column[]): ((cell: Cell) => string)[] {
  return columns.map(({ type }) => {
    if (type === "time") return timeWriter();
    if (type === "ratio") return (cell) => Number(cell).toFixed(RATIO_DIGITS);
    return type === "integer" ? String : (cell) => quoted(String(cell));
  });
}

const RATIO_DIGITS = 2;

const SPECIAL = /[",\r\n]/;

function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `2026-11-08 10:05:00`, in GMT+8. Rows of one time come together, so the last text is kept. */
function timeWriter(): (cell: Cell) => string {
  let last: Cell | undefined;
  let text = "";
  return (cell) => {
    if (cell !== last) {
      last = cell;
      text = new Date(Number(cell) + GMT8_MS).toISOString().slice(0, 19).replace("T", " ");
    }
    return text;
  };
}
