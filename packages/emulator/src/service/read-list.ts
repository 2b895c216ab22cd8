import { validateRequest } from "@cdn-export/api/validate";
import { type RawRequest, splitTarget } from "../http/message.ts";

export interface ListFilters {
  limit?: number;
  offset?: number;
  task_id?: string;
  task_name?: string;
}

export type ListReading = { filters: ListFilters; wrong?: never } | { filters?: never; wrong: string };

const NUMBERS: readonly string[] = ["limit", "offset"];
const TEXTS: readonly string[] = ["task_id", "task_name"];
const MAX_INT32 = 2_147_483_647;

/**
 * Reads the query of a list call. An empty value is no filter (the Go SDK sends such). Names that no document knows are
 * passed over, as gateways do.
 */
export function readList(request: RawRequest): ListReading {
  const query: Record<string, unknown> = {};
  for (const pair of splitTarget(request.target).query.split("&")) {
    const [rawName = "", rawValue = ""] = split(pair);
    const name = decode(rawName);
    const value = decode(rawValue);
    if (name === undefined || value === undefined) return { wrong: "the query is not percent-encoded UTF-8" };
    if (!NUMBERS.includes(name) && !TEXTS.includes(name)) continue;
    if (Object.hasOwn(query, name)) return { wrong: `${name} is given more than once` };
    if (value !== "") query[name] = NUMBERS.includes(name) && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  }
  const issue = validateRequest("listExportTasks", { query })[0];
  if (issue) return { wrong: issue.message };
  const filters = query as ListFilters;
  if ((filters.offset ?? 0) > MAX_INT32) return { wrong: `offset must be at most ${MAX_INT32}` };
  return { filters };
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
