import type { Row } from "../src/index.ts";
import type { Random } from "./random.ts";

export type Format = "csv" | "gzip" | "zip" | "xlsx";

/** How a csv file is written. */
export interface FuzzDialect {
  delimiter: string;
  lineEnd: string;
  quoting: "minimal" | "all" | "text" | "none";
  encoding: "utf-8" | "utf-8-sig" | "gb18030" | "utf-16";
}

/** An undamaged file. */
export interface FuzzFile {
  format: Format;
  bytes: Uint8Array;
  rows: readonly Row[];
  /** Of a csv file. */
  dialect?: FuzzDialect;
  /** Where the members of a gzip file end: a cut there leaves a valid file. */
  ends?: readonly number[];
}

/** Writes random files. */
export type Writer = [name: string, write: (random: Random) => Promise<FuzzFile>];
