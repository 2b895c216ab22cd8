import type { By, Change, Figure, Gap, Group, Measure, Summary, Top, TopList } from "@cdn-export/rows/report";

export type ByName = Extract<By, string> | "status";

/** What the screen shows, and --json prints. */
export interface Report {
  summary: Summary | undefined;
  byDay: readonly Group[];
  /** The lines of --by. */
  by:
    | { name: ByName; groups: readonly Group[]; statusCodes?: Figure<readonly { key: string; value: bigint }[]> }
    | undefined;
  compared: Figure<{ with: Summary; growth: { [M in Measure]: Figure<Change> } }> | undefined;
  top: { kind: "domain" | TopList["action"]; measure: string; top: Figure<Top>; lists: number } | undefined;
  gaps: readonly Gap[];
  /** When the newest and the oldest of the files were exported. Unknown without a ledger. */
  exported: { first: Date; last: Date } | undefined;
  provisional: readonly string[];
  files: number;
  /** The domains of which no file could be read: no figure has them. */
  without: readonly string[];
  /** The points that several files have. */
  repeated: number;
}
