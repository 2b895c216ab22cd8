// Which columns of a table are shown, and what stands in them.
import type { Cell, Row, Table } from "@cdn-export/rows";
import { suggestion } from "../../flags/values.ts";
import { UsageError } from "../../terminal/errors.ts";

export type Column = Table["columns"][number];

/** The columns that are asked for by their keys or headings, in that order; all of them when none are. */
export function selectColumns({ columns }: Table, wanted: readonly string[] | undefined): readonly Column[] {
  if (wanted === undefined) return columns;
  if (wanted.length === 0)
    throw new UsageError(`--columns: there is no name in it; there are ${columns.map(({ key }) => key).join(", ")}`);
  return wanted.map((name) => {
    const column = columns.find(({ key }) => key === name) ?? columns.find(({ heading }) => heading === name);
    if (column) return column;
    const known = columns.map(({ key }) => key);
    throw new UsageError(
      `--columns: there is no ${JSON.stringify(name)}; there are ${known.join(", ")}${suggestion(name, known)}`,
    );
  });
}

/** In whatever order. */
export function hasSameColumns(some: readonly Column[], others: readonly Column[]): boolean {
  const keys = new Set(others.map(({ key }) => key));
  return some.length === others.length && some.every(({ key }) => keys.has(key));
}

/**
 * What stands in the columns, as in the file: the client keeps what is not of its column's kind, like `007` among numbers,
 * beside the row's null, under the heading.
 *
 * @returns `beyond`: the keys of cells that have no column.
 */
export function splitRow(row: Row, columns: readonly Column[]): { cells: Record<string, Cell>; extra: string[] } {
  const extra: string[] = [];
  if (Object.keys(row).length === columns.length) return { cells: row, extra };
  const keys = new Set(columns.map(({ key }) => key));
  const cells: Record<string, Cell> = { ...row };
  for (const [key, cell] of Object.entries(row)) {
    if (keys.has(key)) continue;
    const plain = key.replace(/ \(\d+\)$/, "");
    const column = columns.find(({ heading }) => heading === key) ?? columns.find(({ heading }) => heading === plain);
    if (column) cells[column.key] = cell;
    else extra.push(key);
  }
  return { cells, extra };
}
