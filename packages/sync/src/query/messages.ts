// What the program and the process of its queries say to each other.
import type { QueryErrorCode } from "./error.ts";

/** A value in a result. Lists and structures are arrays and objects of such values. */
export type QueryValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | null
  | readonly QueryValue[]
  | { readonly [key: string]: QueryValue };

/** A column of a result. */
export interface QueryColumn {
  /** Its name. Several columns can have the same one. */
  readonly name: string;
  /** Its type in DuckDB, such as `BIGINT`. */
  readonly type: string;
}

/** A view on Parquet files. */
export interface View {
  name: string;
  /** At least one. A column that some files lack is null in their rows. */
  files: readonly string[];
}

export interface Limits {
  memoryBytes: number;
  threads: number;
  milliseconds: number;
}

export interface RunMessage {
  type: "run";
  sql: string;
  views: readonly View[];
  /** The windows, as JSON. */
  windows: string;
  limits: Limits;
}

export type Request = RunMessage | { type: "next" };

export type Reply =
  | { type: "columns"; columns: readonly QueryColumn[] }
  | { type: "rows"; rows: readonly (readonly QueryValue[])[] }
  | { type: "end" }
  /** `isLast`: the process ends, because DuckDB doesn't. */
  | { type: "error"; code: QueryErrorCode; message: string; isLast?: true };
