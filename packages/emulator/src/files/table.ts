/** What a file shows, before it is written in some format. Rows are made while they are read, so a table has no size. */
export interface Table {
  columns: readonly Column[];
  rows: Iterable<readonly Cell[]>;
}

/** Text, or a number; a time is milliseconds since the epoch, a ratio is a percentage. */
export type Cell = string | number;

export interface Column {
  type: "text" | "integer" | "ratio" | "time";
  /** Headings by language. */
  en: string;
  zh: string;
}
