import { operations } from "@cdn-export/api/operations";
import { type OperationId, validateRequest } from "@cdn-export/api/validate";
import { type RawRequest, splitTarget } from "../http/message.ts";

export type QueryReading = { query: Record<string, unknown>; error?: never } | { query?: never; error: string };

/**
 * Reads the query of a call, each parameter as the type that the spec gives it. An empty value is no filter (the Go SDK
 * sends such). Names that no document knows are passed over, as gateways do.
 */
export function readQuery(operation: OperationId, request: RawRequest): QueryReading {
  const parameters: Readonly<Record<string, { type: string }>> = operations[operation].query;
  const query: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const pair of splitTarget(request.target).query.split("&")) {
    const [rawName = "", rawValue = ""] = split(pair);
    const name = decode(rawName);
    const value = decode(rawValue);
    if (name === undefined || value === undefined) return { error: "the query is not percent-encoded UTF-8" };
    if (!Object.hasOwn(parameters, name)) continue;
    if (seen.has(name)) return { error: `${name} is given more than once` };
    seen.add(name);
    if (value !== "") query[name] = typed(value, parameters[name]?.type);
  }
  const issue = validateRequest(operation, { query })[0];
  return issue ? { error: issue.message } : { query };
}

/** What is no number stays a text, for the validator to refuse. */
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
