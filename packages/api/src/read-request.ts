// Reads a request as it's sent: finds the parameters in path, query and headers, and gives each the type that the spec says.
import { type OperationId, operations } from "../generated/operations.ts";
import type { Issue } from "./messages.ts";
import { type RequestParts, validateRequest } from "./validate-request.ts";

/** A request as it's sent. */
export interface SentRequest {
  /** The path, percent-encoded. */
  path: string;
  /** The query, percent-encoded, without its `?`. */
  query?: string;
  /** Names and values in turn: `Headers`, or a list of pairs. */
  headers?: Iterable<readonly [name: string, value: string]>;
  /** The parsed body. */
  body?: unknown;
}

/** The parameters of a request with their types in the spec, and its mistakes. */
export interface ReadRequest extends Required<Pick<RequestParts, "path" | "query" | "header">> {
  /** Parameters in the path. */
  path: Record<string, unknown>;
  /** Parameters in the query. */
  query: Record<string, unknown>;
  /** Parameters in headers, by their names in the spec. */
  header: Record<string, unknown>;
  /** One issue per mistake, none for a valid request. */
  issues: Issue[];
}

/**
 * Reads a request as it's sent, and checks it against the spec. Lists are separated as the spec says (`style`,
 * `explode`). An empty value counts as missing: SDKs send them. A whole number beyond 2^53 becomes a `bigint`. Unknown parameters in
 * the query are ignored, as gateways do. It never throws for invalid input.
 */
export function readRequest(operation: OperationId, request: SentRequest): ReadRequest {
  const issues: Issue[] = [];
  const {
    path: template,
    pathParameters = {},
    query: inQuery,
    headers: inHeaders = {},
  } = operations[operation] as Shape;
  const decode = (text: string, where: string): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      issues.push({ pointer: "", keyword: "encoding", message: `the ${where} isn't percent-encoded UTF-8` });
      return "";
    }
  };

  const inPath = matchPath(template, request.path) ?? {};
  const path = mapped(pathParameters, (name, field) => typed(decode(inPath[name] ?? "", "path"), field));
  const pairs = pairsIn(request.query ?? "").map((pair) => pair.map((text) => decode(text, "query")));
  const query = mapped(inQuery, (name, field) => {
    const values = pairs.flatMap(([given, value = ""]) => (given === name ? [value] : []));
    if (field.type !== "array" && values.length > 1)
      issues.push({ pointer: `/${name}`, keyword: "repeated", message: `${name} appears more than once` });
    return queryValue(values, field);
  });
  const header = mapped(inHeaders, (name, field) => {
    const values = [...(request.headers ?? [])].filter(([given]) => given.toLowerCase() === name.toLowerCase());
    if (values.length === 0) return undefined;
    const text = values.map(([, value]) => value).join(", ");
    if (field.type !== "array") return typed(text, field);
    return text === "" ? [] : list(text, ",", field);
  });
  if (issues.length === 0) issues.push(...validateRequest(operation, { path, query, header, body: request.body }));
  return { path, query, header, issues };
}

/**
 * The values in a path of an operation, percent-encoded, by the names in its template.
 *
 * @returns `undefined` for another path.
 */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const pattern = template.replaceAll(/\{([^{}]+)\}|[.*+?^$()|[\]\\]/g, (part, name?: string) => {
    if (name === undefined) return `\\${part}`;
    names.push(name);
    return "([^/]+?)";
  });
  const found = new RegExp(`^${pattern}$`).exec(path);
  return found ? Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? ""])) : undefined;
}

/** The part of `operations` that this file uses. Most operations lack most of it, so its own type is too narrow. */
interface Shape {
  path: string;
  pathParameters?: Parameters;
  query: Parameters;
  headers?: Parameters;
}

type Parameters = Readonly<Record<string, Parameter>>;

interface Parameter {
  type?: string | readonly string[];
  items?: { type?: string | readonly string[] };
  style?: string;
  explode?: boolean;
}

function mapped(parameters: Parameters, read: (name: string, field: Parameter) => unknown): Record<string, unknown> {
  const values = Object.entries(parameters).map(([name, field]) => [name, read(name, field)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function pairsIn(query: string): [name: string, value: string][] {
  return query.split("&").map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
  });
}

const SEPARATORS: Readonly<Record<string, string>> = { form: ",", spaceDelimited: " ", pipeDelimited: "|" };

function queryValue(values: readonly string[], field: Parameter): unknown {
  const last = values.at(-1) ?? "";
  if (field.type !== "array") return typed(last, field);
  if (field.explode && values.length > 1) return values.map((text) => itemOf(text, field));
  const { style = "form", explode } = field;
  // As in Prism: of several values, the last one counts, also an empty one.
  if (last === "" && (values.length < 2 || style !== "form")) return undefined;
  return explode ? [itemOf(last, field)] : list(last, SEPARATORS[style] ?? ",", field);
}

function list(text: string, separator: string, field: Parameter): unknown[] {
  return text.split(separator).map((item) => itemOf(item, field));
}

function itemOf(text: string, { items = {} }: Parameter): unknown {
  return converted(text, items);
}

function typed(text: string, field: Parameter): unknown {
  return text === "" ? undefined : converted(text, field);
}

/** Text that isn't of the type stays text, so that the validator refuses it. */
function converted(text: string, { type = "string" }: Pick<Parameter, "type">): unknown {
  const types = [type].flat();
  if (types.includes("string")) return text;
  if (types.includes("boolean") && /^(true|false)$/.test(text)) return text === "true";
  const isNumber = types.includes("integer") || types.includes("number");
  if (!isNumber || text.trim() === "" || !Number.isFinite(Number(text))) return text;
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text)) ? BigInt(text) : Number(text);
}
