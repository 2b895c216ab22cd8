/**
 * What a file shows, before it is written in some format. Rows are made when they are asked for, in any order, so a table
 * has no size and a file can be begun anywhere.
 */
export interface Table {
  columns: readonly Column[];
  /**
   * Steps of work that must be done before the first row can be had, where there is such work; between them others have
   * their turn.
   */
  prepare?(): Iterable<void>;
  /** How many rows there are. */
  count(): number;
  /** A row, counted from 0. */
  row(i: number): readonly Cell[];
}

/** Text, or a number; a time is milliseconds since the epoch, a ratio is a percentage. */
export type Cell = string | number;

export interface Column {
  type: "text" | "integer" | "ratio" | "time";
  /** Headings by language. */
  en: string;
  zh: string;
}
