import type { Profile } from "../statistics/traffic.ts";
import type { ExportQuery } from "./export-query.ts";

/** A query, with what every kind of table needs. */
export interface Scope {
  query: ExportQuery;
  /** The domains that share rows. `name` is empty if all domains are summed. */
  groups: readonly { name: string; profiles: readonly Profile[] }[];
  /** How many rows a top list has. */
  topRows: number;
}

/** The group of a row. Every group has the same number of rows, one group after the other. */
export function groupAt(groups: Scope["groups"], row: number, rowsPerGroup: number): Scope["groups"][number] {
  return groups[Math.floor(row / rowsPerGroup)] ?? NO_GROUP;
}

const NO_GROUP: Scope["groups"][number] = { name: "", profiles: [] };
