// The rows of an export, in every JavaScript runtime.
export type { Cell, ColumnKey, ColumnKind, ColumnSpec, Row } from "./rows/columns.ts";
export type { RowsInput } from "./rows/input.ts";
export type { RowsOptions } from "./rows/rows.ts";
export { rows, tables } from "./rows/rows.ts";
export type { Table } from "./rows/table.ts";
export type { CsvOptions } from "./rows/write.ts";
export { toCsv, toNdjson } from "./rows/write.ts";
