import type { operations } from "@cdn-export/api";
import type { RawRequest } from "../http/message.ts";
import { readQuery } from "./read-query.ts";

export type ListFilters = NonNullable<operations["listExportTasks"]["parameters"]["query"]>;

export type ListReading = { filters: ListFilters; wrong?: never } | { filters?: never; wrong: string };

/** Reads the query of a list call. */
export function readList(request: RawRequest): ListReading {
  const { query, wrong } = readQuery("listExportTasks", request);
  // The schema has just said so.
  return wrong === undefined ? { filters: query as ListFilters } : { wrong };
}
