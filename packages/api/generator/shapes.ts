// Finds values of the wrong kind in openapi.yaml: text where a list must be, nothing where an operation must be. Every other check
// relies on this one.
import type { Path } from "./source.ts";

type Problem = [path: Path, what: string];
type Node = Record<string, unknown>;
type Kind = readonly [what: string, fits: (value: unknown) => boolean];

const TEXT: Kind = ["text", (value) => typeof value === "string"];
const NUMBER: Kind = ["a number", (value) => typeof value === "number" || typeof value === "bigint"];
const FLAG: Kind = ["true or false", (value) => typeof value === "boolean"];
const LIST: Kind = ["a list", Array.isArray];
const NODE: Kind = ["a mapping", isNode];
const SCHEMA: Kind = ["a schema", (value) => isNode(value) || typeof value === "boolean"];
const TYPES = ["string", "integer", "number", "boolean", "array", "object", "null"];

const KINDS: Readonly<Record<string, Kind>> = {
  ...all(
    "operationId summary description name in style format pattern title version $ref x-evidence x-unit rule",
    TEXT,
  ),
  ...all("minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems", NUMBER),
  ...all("explode deprecated unevaluatedProperties", FLAG),
  ...all("enum oneOf anyOf allOf servers tags security", LIST),
  ...all("info components requestBody x-known-values", NODE),
  ...all("schema items", SCHEMA),
  required: [
    "true, false or a list of names",
    (value) => FLAG[1](value) || (Array.isArray(value) && value.every(TEXT[1])),
  ],
  type: [`one of ${TYPES.join(", ")}`, (value) => [value].flat().every((name) => TYPES.includes(String(name)))],
};

/** Their keys are names, and each value is of this kind. */
const NAMED: Readonly<Record<string, Kind>> = {
  ...all("paths content headers responses x-values x-refused", NODE),
  ...all("get post put patch delete", NODE),
  ...all("properties schemas", SCHEMA),
};
const METHODS = ["get", "post", "put", "patch", "delete"];
const DATA = [
  "securitySchemes",
  "default",
  "const",
  "enum",
  "example",
  "examples",
  "x-known-values",
  "security",
  "tags",
];

export function* wrongKinds(node: Node, path: Path): Generator<Problem> {
  for (const [key, value] of Object.entries(node)) {
    const at = [...path, key];
    const kind = KINDS[key];
    if (kind && !kind[1](value)) yield [at, `must be ${kind[0]}, not ${shown(value)}`];
    else if (METHODS.includes(key)) yield* kindsOf(value, NODE, at);
    else if (NAMED[key]) yield* namedIn(value, NAMED[key], at);
    else if (key === "parameters") yield* path[0] === "components" ? namedIn(value, NODE, at) : listed(value, NODE, at);
    else if (key.endsWith("Of")) yield* listed(value, SCHEMA, at);
    else if (key === "servers") yield* listed(value, NODE, at);
    else if (!DATA.includes(key) && isNode(value)) yield* wrongKinds(value, at);
  }
}

function* namedIn(value: unknown, kind: Kind, at: Path): Generator<Problem> {
  if (!isNode(value)) yield [at, `must be a mapping, not ${shown(value)}`];
  else for (const [name, part] of Object.entries(value)) yield* kindsOf(part, kind, [...at, name]);
}

function* listed(value: unknown, kind: Kind, at: Path): Generator<Problem> {
  if (!Array.isArray(value)) yield [at, `must be a list, not ${shown(value)}`];
  else for (const [i, part] of value.entries()) yield* kindsOf(part, kind, [...at, i]);
}

function* kindsOf(value: unknown, [what, fits]: Kind, at: Path): Generator<Problem> {
  if (!fits(value)) yield [at, `must be ${what}, not ${shown(value)}`];
  else if (isNode(value)) yield* wrongKinds(value, at);
}

function all(names: string, kind: Kind): Record<string, Kind> {
  return Object.fromEntries(names.split(" ").map((name) => [name, kind]));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "object") return Array.isArray(value) ? "a list" : "a mapping";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : String(value);
}
