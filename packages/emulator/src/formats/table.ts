/**
 * The content of a file, before it is written in a format. Rows are made on demand, in any order. So a table uses no
 * memory, and a file can start anywhere.
 */
export interface Table {
  columns: readonly Column[];
  /**
   * The work that must be done before the first row, in steps. Other requests can run between them.
   */
  prepare?(): Iterable<void>;
  /** The number of rows. */
  count(): number;
  /** Row `i`, counted from 0. */
  row(i: number): readonly Cell[];
}

/** Text or a number. A time is in milliseconds since the epoch, a ratio in percent. */
export type Cell = string | number;

export interface Column {
  type: "text" | "integer" | "ratio" | "time";
  /** Headings by language. */
  en: string;
  zh: string;
}
