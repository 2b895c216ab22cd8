import type { CsvOptions } from "./csv.ts";

export interface WriteOptions extends CsvOptions {
  /** The file's name without an ending, for formats that hold another file. */
  stem: string;
}
