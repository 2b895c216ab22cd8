// The columns of a table to show, and their cells.
import type { Cell, Row, Table } from "@cdn-export/rows";
import { suggestion } from "../../flags/values.ts";
import type { Zone } from "../../shared/zone.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";

export type Column = Table["columns"][number];

/** What to show of a table. */
export interface RowsView {
  /** Keys or headings; `undefined` means all columns. */
  columns: readonly string[] | undefined;
  /** The column to sort by, with a `-` before it for descending order. */
  sort: string | undefined;
  limit: number;
  zone: Zone;
}

/** The columns with these keys or headings, in this order; all columns if `wanted` is `undefined`. */
export function selectColumns({ columns }: Table, wanted: readonly string[] | undefined): readonly Column[] {
  if (wanted === undefined) return columns;
  if (wanted.length === 0) {
    const known = columns.map(({ key }) => key);
    throw new UsageError(
      say(
        `--columns: the list is empty; the columns are ${known.join(", ")}`,
        `--columns：列表为空；可用的列有 ${known.join("、")}`,
      ),
    );
  }
  return wanted.map((name) => findColumn("--columns", name, { columns }));
}

/** The column with this key or heading. @throws UsageError */
export function findColumn(flag: string, name: string, { columns }: Pick<Table, "columns">): Column {
  const column = columns.find(({ key }) => key === name) ?? columns.find(({ heading }) => heading === name);
  if (column) return column;
  const known = columns.map(({ key }) => key);
  const what = say(
    `${flag}: there is no column ${JSON.stringify(name)}; the columns are ${known.join(", ")}`,
    `${flag}：没有名为 ${JSON.stringify(name)} 的列；可用的列有 ${known.join("、")}`,
  );
  throw new UsageError(what + suggestion(name, known));
}

/** Whether both have the same columns, in any order. */
export function hasSameColumns(some: readonly Column[], others: readonly Column[]): boolean {
  const keys = new Set(others.map(({ key }) => key));
  return some.length === others.length && some.every(({ key }) => keys.has(key));
}

/**
 * The cells of a row as they are in the file. `rows` reads a cell of another type, such as `007` among numbers, as null,
 * and keeps its text under the column's heading.
 *
 * @returns `extra`: the keys of cells that have no column.
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
