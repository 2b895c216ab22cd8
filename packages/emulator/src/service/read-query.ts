import { operations } from "@cdn-export/api/operations";
import { type OperationId, validateRequest } from "@cdn-export/api/validate";
import { type RawRequest, splitTarget } from "../http/message.ts";

export type QueryReading = { query: Record<string, unknown>; error?: never } | { query?: never; error: string };

/**
 * Reads the query of a call, each parameter with its type in the spec. An empty value isn't a filter: the Go SDK sends empty
 * values. Unknown parameters are ignored, as gateways do.
 */
export function readQuery(operation: OperationId, request: RawRequest): QueryReading {
  const parameters: Readonly<Record<string, { type: string }>> = operations[operation].query;
  const query: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const pair of splitTarget(request.target).query.split("&")) {
    const [rawName = "", rawValue = ""] = split(pair);
    const name = decode(rawName);
    const value = decode(rawValue);
    if (name === undefined || value === undefined) return { error: "the query isn't percent-encoded UTF-8" };
    if (!Object.hasOwn(parameters, name)) continue;
    if (seen.has(name)) return { error: `${name} appears more than once` };
    seen.add(name);
    if (value !== "") query[name] = typed(value, parameters[name]?.type);
  }
  const issue = validateRequest(operation, { query })[0];
  return issue ? { error: issue.message } : { query };
}

/** Invalid numbers stay strings, so that the validator refuses them. */
function typed(value: string, type: string | undefined): unknown {
  if (type === "boolean" && /^(true|false)$/.test(value)) return value === "true";
  return (type === "integer" || type === "number") && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
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
