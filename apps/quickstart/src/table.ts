import { type Cell, type RowsInput, tables } from "@cdn-export/rows";

const MAX_CELL = 44;
/** Characters that take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/** The service writes its times in GMT+8, and so do we. */
const GMT8_MS = 8 * 3_600_000;

/** The first rows of a file as a table for people, and how many rows there are. `columns`: the terminal's. */
export async function summarize(
  file: RowsInput,
  rows: number,
  columns?: number,
): Promise<{ table: string; count: number }> {
  const shown: string[][] = [];
  let count = 0;
  for await (const table of tables(file)) {
    shown.push(table.columns.map(({ heading }) => heading));
    for await (const row of table.rows) {
      // What is no number where one should be stands under the heading.
      if (count++ < rows) shown.push(table.columns.map(({ key, heading }) => textOf(row[key] ?? row[heading] ?? "")));
    }
    break;
  }
  return { table: draw(shown, columns), count };
}

function draw(records: string[][], columns: number | undefined): string {
  const shown = records.map((record) => record.map(shorten));
  const [heading = []] = shown;
  const widths = heading.map((_, column) => Math.max(...shown.map((record) => width(record[column] ?? ""))));
  const numeric = heading.map((_, column) => shown.slice(1).every((record) => /^-?[\d.]+$/.test(record[column] ?? "")));
  // Whole columns, as many as fit.
  const ends = widths.map((_, column) => widths.slice(0, column + 1).reduce((sum, width) => sum + width + 2, -2));
  const fitting = ends.filter((end) => end <= (columns ?? end)).length || 1;
  const line = (record: string[]) =>
    record
      .slice(0, fitting)
      .map((cell, i) => pad(cell, widths[i] ?? 0, numeric[i] ?? false))
      .join("  ")
      .trimEnd();
  const rule = widths
    .slice(0, fitting)
    .map((width) => "-".repeat(width))
    .join("  ");
  const left = widths.length - fitting;
  const [first = "", ...others] = shown.map(line);
  const more = left > 0 ? [`(${left} more column${left > 1 ? "s" : ""} in the file)`] : [];
  return [first, rule, ...others, ...more].join("\n");
}

function textOf(cell: Cell): string {
  if (cell instanceof Date) return new Date(cell.getTime() + GMT8_MS).toISOString().slice(0, 19).replace("T", " ");
  return String(cell);
}

function shorten(cell: string): string {
  return cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL - 3)}...` : cell;
}

function width(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

function pad(cell: string, to: number, isNumber: boolean): string {
  const blanks = " ".repeat(Math.max(0, to - width(cell)));
  return isNumber ? blanks + cell : cell + blanks;
}
