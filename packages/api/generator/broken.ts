// Finds what would stop the generator in the middle: missing parts, references to nothing, names that are used twice.
import type { OpenApi } from "./openapi.ts";
import { wrongKinds } from "./shapes.ts";
import type { Path } from "./source.ts";

type Problem = [path: Path, what: string];

/** Returns the problems of openapi.yaml with their places. `tables` are the names of the files in `codes/`. */
export function brokenParts(document: unknown, tables: readonly string[]): Problem[] {
  const missing = ["info", "servers", "paths", "components"].filter((key) => !isObject(document) || !document[key]);
  if (missing.length > 0) return [[[], `has no ${missing.join(", no ")}`]];
  const wrong = [...wrongKinds(document as Record<string, unknown>, [])];
  if (wrong.length > 0) return wrong;
  if (!(document as OpenApi).info.version) return [[["info"], "has no version"]];
  return [...danglingIn(document, document, tables, []), ...repeatedIds(document as OpenApi)];
}

function* danglingIn(document: unknown, node: unknown, tables: readonly string[], path: Path): Generator<Problem> {
  if (!isObject(node)) return;
  const { $ref: ref, "x-known-values": known } = node;
  if (typeof ref === "string" && targetOf(document, ref) === undefined)
    yield [[...path, "$ref"], `refers to ${ref}, which does not exist in openapi.yaml`];
  else if (typeof ref === "string" && !ref.startsWith(`#/components/${kindAt(path)}/`))
    yield [[...path, "$ref"], `refers to ${ref}, but must refer to something in components.${kindAt(path)}`];
  const from = isObject(known) ? known.from : undefined;
  if (from !== undefined && !tables.some((name) => from === `codes/${name}`))
    yield [[...path, "x-known-values", "from"], `names ${from}, which does not exist in spec/`];
  for (const [key, part] of Object.entries(node)) {
    // The values of examples are data.
    if (key === "value" && path.at(-2) === "examples") continue;
    yield* danglingIn(document, part, tables, [...path, Array.isArray(node) ? Number(key) : key]);
  }
}

function kindAt(path: Path): string {
  const list = String(path.at(-2));
  return ["parameters", "responses"].includes(list) ? list : "schemas";
}

function* repeatedIds({ paths }: OpenApi): Generator<Problem> {
  const seen = new Map<string, string>();
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item ?? {})) {
      const id = operation?.operationId;
      const other = seen.get(id);
      if (other) yield [["paths", path, method, "operationId"], `is ${id}, as that of ${other}`];
      if (id) seen.set(id, `${method.toUpperCase()} ${path}`);
    }
  }
}

/** Follows a JSON pointer in the document. Undefined for another document, and for a place that does not exist. */
export function targetOf(document: unknown, ref: string): unknown {
  if (!ref.startsWith("#/")) return undefined;
  const keys = ref.slice(2).split("/");
  return keys
    .map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), document);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
