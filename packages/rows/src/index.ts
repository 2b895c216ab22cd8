// The rows of an export, in every JavaScript runtime.
export type { Cell, ColumnKey, ColumnKind, ColumnSpec, Row, Unit } from "./columns.ts";
export { COLUMNS } from "./columns.ts";
export type { RowsInput } from "./input.ts";
export type { RowsOptions } from "./rows.ts";
export { rows, tables } from "./rows.ts";
export type { Table, TableColumn } from "./table.ts";
export type { CsvOptions } from "./write.ts";
export { toCsv, toNdjson } from "./write.ts";
