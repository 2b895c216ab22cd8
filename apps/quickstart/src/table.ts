const MAX_CELL = 44;

/** The first rows of a csv file as a table for people, and how many rows there are. */
export function summarize(csv: string, rows: number): { table: string; count: number } {
  const records = parseCsv(csv.replace(/^\uFEFF/, ""));
  const [heading = [], ...data] = records;
  const shown = [heading, ...data.slice(0, rows)].map((record) => record.map(shorten));
  const widths = heading.map((_, column) => Math.max(...shown.map((record) => (record[column] ?? "").length)));
  const numeric = heading.map((_, column) =>
    data.slice(0, rows).every((record) => /^-?[\d.]+$/.test(record[column] ?? "")),
  );
  const line = (record: string[]) =>
    record
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  const [first = "", ...others] = shown.map(line);
  return {
    table: [first, widths.map((width) => "-".repeat(width)).join("  "), ...others].join("\n"),
    count: data.length,
  };
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
