import type { operations as Operations } from "@cdn-export/api";
import { operations } from "@cdn-export/api/operations";
import { validateRequest } from "@cdn-export/api/validate";
import { type RawRequest, splitTarget } from "../http/message.ts";

export type ListFilters = NonNullable<Operations["listExportTasks"]["parameters"]["query"]>;

export type ListReading = { filters: ListFilters; wrong?: never } | { filters?: never; wrong: string };

/** The parameters of the spec and their types. */
const PARAMETERS = new Map<string, string>(
  Object.entries(operations.listExportTasks.query).map(([name, { type }]) => [name, type]),
);

/**
 * Reads the query of a list call. An empty value is no filter (the Go SDK sends such). Names that no document knows are
 * passed over, as gateways do.
 */
export function readList(request: RawRequest): ListReading {
  const query: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const pair of splitTarget(request.target).query.split("&")) {
    const [rawName = "", rawValue = ""] = split(pair);
    const name = decode(rawName);
    const value = decode(rawValue);
    if (name === undefined || value === undefined) return { wrong: "the query is not percent-encoded UTF-8" };
    if (!PARAMETERS.has(name)) continue;
    if (seen.has(name)) return { wrong: `${name} is given more than once` };
    seen.add(name);
    if (value !== "")
      query[name] = PARAMETERS.get(name) === "integer" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  }
  const issue = validateRequest("listExportTasks", { query })[0];
  if (issue) return { wrong: issue.message };
  // The schema has just said so.
  return { filters: query as ListFilters };
}

function split(pair: string): [name: string, value: string] {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
