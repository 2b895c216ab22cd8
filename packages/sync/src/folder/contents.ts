// What reports need of a file.
import type { ExportQuery } from "@cdn-export/client";
import {
  type Collector,
  collectPoints,
  collectTopLists,
  type Points,
  type ReportQuery,
  type TopList,
} from "@cdn-export/rows/report";
import { type FileOptions, fileTables } from "./file-rows.ts";

/** What a file contains: points, or top lists. */
export type Contents = Points | TopList[];

export function isTopLists(contents: Contents): contents is TopList[] {
  return Array.isArray(contents);
}

/** Reads a file. @throws CorruptFileError if it is damaged; ReportError if a row has no place in a report. */
export async function contentsOf(path: string, query: ExportQuery, options: FileOptions): Promise<Contents> {
  const collector = collectorOf(query as ReportQuery, path);
  for await (const { rows } of fileTables(path, options)) for await (const row of rows) collector.add(row);
  return collector.finish();
}

function collectorOf(query: ReportQuery, source: string): Collector<Contents> {
  return query.action.startsWith("top_") ? collectTopLists(query, { source }) : collectPoints(query, { source });
}
