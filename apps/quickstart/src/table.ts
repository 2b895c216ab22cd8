const MAX_CELL = 44;
/** Characters that take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/** The first rows of a csv file as a table for people, and how many rows there are. `columns`: the terminal's. */
export function summarize(csv: string, rows: number, columns?: number): { table: string; count: number } {
  const records = parseCsv(csv.replace(/^\uFEFF/, ""));
  const [heading = [], ...data] = records;
  const shown = [heading, ...data.slice(0, rows)].map((record) => record.map(shorten));
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
  return { table: [first, rule, ...others, ...more].join("\n"), count: data.length };
}

/** Quotes and doubled quotes, commas, either newline: what a csv file of this size needs. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    record.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === ",") continue;
    if (record.length > 1 || record[0] !== "") records.push(record);
    record = [];
  }
  return records;
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
