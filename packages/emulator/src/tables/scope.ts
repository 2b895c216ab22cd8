import type { Profile } from "../statistics/traffic.ts";
import type { ExportQuery } from "./export-query.ts";

/** What a query asks for, with what all kinds of tables need. */
export interface Scope {
  query: ExportQuery;
  /** The domains that share rows; `name` is empty where all are summed. */
  groups: readonly { name: string; profiles: readonly Profile[] }[];
  /** Rows of a top list. */
  topRows: number;
}

/** The group that a row belongs to, when each group has the same number of rows and they come one after the other. */
export function groupAt(groups: Scope["groups"], row: number, rowsPerGroup: number): Scope["groups"][number] {
  return groups[Math.floor(row / rowsPerGroup)] ?? NO_GROUP;
}

const NO_GROUP: Scope["groups"][number] = { name: "", profiles: [] };
