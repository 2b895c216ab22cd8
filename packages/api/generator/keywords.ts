// Refuses what the generator would ignore: unknown keywords, and ways to send parameters that no output supports.
import { targetOf } from "./broken.ts";
import type { Operation, Parameter, Schema, SchemaObject } from "./openapi.ts";
import type { Path } from "./source.ts";

type Problem = [path: Path, what: string];
type Node = Record<string, unknown>;

const METHODS = ["get", "post", "put", "patch", "delete"];
const ANNOTATIONS = ["description", "summary", "deprecated", "externalDocs"];

const EXTENSIONS = ["x-evidence", "x-unit", "x-values", "x-known-values", "x-refused"];

/** What each kind of object can have, besides our extensions. */
const KEYWORDS = {
  document: "openapi jsonSchemaDialect info servers security tags paths components externalDocs".split(" "),
  components: ["schemas", "responses", "parameters", "securitySchemes"],
  path: [...METHODS, "parameters"],
  operation: [...ANNOTATIONS, "operationId", "tags", "parameters", "requestBody", "responses"],
  parameter: [...ANNOTATIONS, "name", "in", "required", "schema", "style", "explode", "example", "examples"],
  requestBody: ["description", "required", "content"],
  response: ["description", "headers", "content"],
  header: [...ANNOTATIONS, "required", "schema", "example", "examples"],
  media: ["schema", "examples"],
  example: ["summary", "description", "value"],
  schema: [
    ...ANNOTATIONS,
    ...["title", "default", "example", "examples", "$comment", "$ref", "type", "format", "enum", "const"],
    ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern"],
    ...["minItems", "maxItems", "items", "properties", "required", "unevaluatedProperties"],
    ...["oneOf", "anyOf", "allOf"],
  ],
} as const;

/** Returns the problems of openapi.yaml as it's written, with their places. */
export function keywordProblems(document: unknown): Problem[] {
  return [...inDocument(document as Node)];
}

function* inDocument(document: Node): Generator<Problem> {
  const { paths, components } = document as Record<string, Record<string, Node>>;
  yield* unknownIn("document", document, []);
  yield* unknownIn("components", components ?? {}, ["components"]);
  for (const [path, item] of Object.entries(paths ?? {})) yield* inPath(document, path, item);
  const of = (name: string) => Object.entries((components?.[name] ?? {}) as Record<string, Node>);
  for (const [name, node] of of("parameters")) yield* inParameter(node, ["components", "parameters", name]);
  for (const [name, node] of of("responses")) yield* inResponse(node, ["components", "responses", name]);
  for (const [name, node] of of("schemas")) {
    const at = ["components", "schemas", name];
    if (!/^[a-z]\w*$/i.test(name))
      yield [at, "needs a name of letters, digits and underscores, because it's a type's name"];
    yield* inSchema(node as Schema, at);
  }
}

function* inPath(document: Node, name: string, item: Node): Generator<Problem> {
  const at = ["paths", name];
  yield* unknownIn("path", item, at);
  const shared = (item.parameters ?? []) as Parameter[];
  for (const [i, parameter] of shared.entries()) yield* inParameter(parameter, [...at, "parameters", i]);
  for (const method of METHODS) {
    const operation = item[method] as (Operation & Node) | undefined;
    if (operation === undefined) continue;
    yield* inOperation(operation, [...at, method]);
    const parameters = [...shared, ...(operation.parameters ?? [])];
    yield* repeatedParameters(operation.parameters ?? [], [...at, method, "parameters"]);
    const all = parameters.map((node) => (node.$ref ? targetOf(document, node.$ref) : node) as Parameter);
    const inPath = all.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name);
    const inTemplate = (name.match(/\{[^{}]+\}/g) ?? []).map((part) => part.slice(1, -1));
    for (const part of inTemplate)
      if (!inPath.includes(part)) yield [[...at, method], `has no path parameter ${part}, which its path names`];
    for (const part of inPath)
      if (!inTemplate.includes(part)) yield [[...at, method], `has a path parameter ${part}, which its path lacks`];
  }
}

function* repeatedParameters(parameters: readonly Parameter[], at: Path): Generator<Problem> {
  for (const [i, { name, in: place, $ref }] of parameters.entries()) {
    const first = parameters.findIndex((other) => other.name === name && other.in === place && other.$ref === $ref);
    if (first !== i) yield [[...at, i], `repeats ${$ref ?? `${name} in ${place}`}`];
  }
}

function* inOperation(operation: Operation & Node, at: Path): Generator<Problem> {
  yield* unknownIn("operation", operation, at);
  if (!/^[a-z]\w*$/i.test(operation.operationId ?? ""))
    yield [at, "needs an operationId of letters, digits and underscores"];
  for (const key of ["summary", "responses"]) if (operation[key] === undefined) yield [at, `has no ${key}`];
  for (const [i, parameter] of (operation.parameters ?? []).entries())
    yield* inParameter(parameter, [...at, "parameters", i]);
  if (operation.requestBody) yield* inBody(operation.requestBody, [...at, "requestBody"]);
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    if (!/^([1-5]\d\d|default)$/.test(status)) yield [[...at, "responses", status], "is neither a status nor default"];
    yield* inResponse(response as object as Node, [...at, "responses", status]);
  }
}

function* inBody(body: NonNullable<Operation["requestBody"]>, at: Path): Generator<Problem> {
  yield* unknownIn("requestBody", body, at);
  const types = Object.keys(body.content ?? {});
  if (types.join() !== "application/json")
    yield [
      [...at, "content"],
      "must be application/json alone: the client and the emulator send and read no other type",
    ];
  yield* inContent(body.content, at);
}

function* inResponse(response: Node, at: Path): Generator<Problem> {
  if (response.$ref !== undefined) return yield* besideReference(response, at);
  yield* unknownIn("response", response, at);
  for (const [name, header] of Object.entries((response.headers ?? {}) as Record<string, Node>)) {
    yield* unknownIn("header", header, [...at, "headers", name]);
    yield* inSchema((header.schema ?? true) as Schema, [...at, "headers", name, "schema"]);
  }
  yield* inContent(response.content, at);
}

function* inContent(content: unknown, at: Path): Generator<Problem> {
  for (const [type, media] of Object.entries((content ?? {}) as Record<string, Node>)) {
    yield* unknownIn("media", media, [...at, "content", type]);
    if (media.schema === undefined) yield [[...at, "content", type], "has no schema"];
    for (const [name, example] of Object.entries((media.examples ?? {}) as Record<string, Node>)) {
      yield* unknownIn("example", example, [...at, "content", type, "examples", name]);
      if (!Object.hasOwn(example, "value")) yield [[...at, "content", type, "examples", name], "has no value"];
    }
    yield* inSchema((media.schema ?? true) as Schema, [...at, "content", type, "schema"]);
  }
}

/** How the parameters in each place can be sent. */
const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ["simple"],
  query: ["form", "spaceDelimited", "pipeDelimited"],
  header: ["simple"],
};

function* inParameter(parameter: object, at: Path): Generator<Problem> {
  const node = parameter as Parameter & Node;
  if (node.$ref !== undefined) return yield* besideReference(node, at);
  yield* unknownIn("parameter", node, at);
  const problem = problemOfParameter(node);
  if (problem !== undefined) yield [at, problem];
  yield* inSchema(node.schema ?? true, [...at, "schema"]);
}

function problemOfParameter(parameter: Parameter): string | undefined {
  const { name, in: place, required, schema, style } = parameter;
  const styles = STYLES[place];
  if (!styles) return `is in ${place}: only parameters in path, query and header are supported`;
  if (typeof schema !== "object") return "has no schema";
  if (place === "path" && required !== true) return "must be required: true, because it's a part of the path";
  if (place === "header" && /^(accept|content-type|authorization)$/i.test(name))
    return `is the header ${name}, which OpenAPI ignores`;
  if (style !== undefined && !styles.includes(style)) return `has style ${style}: ${place} takes ${styles.join(", ")}`;
  if (schema.properties || schema.type === "object") return "is an object: only single values and lists are supported";
  if (schema.type === "array") return problemOfList(parameter);
  return style?.endsWith("Delimited") ? `has style ${style}, which is for lists` : undefined;
}

function problemOfList({ in: place, style = "form", explode }: Parameter): string | undefined {
  if (place === "path") return "is a list: only single values are supported in a path";
  if (place === "header") return explode ? "has explode: true, which has no effect on a list in a header" : undefined;
  if (style !== "form") return explode ? `has explode: true with style ${style}: write style: form` : undefined;
  return explode === undefined
    ? "is a list: say explode: true (a=1&a=2) or false (a=1,2), because OpenAPI and Prism have different defaults"
    : undefined;
}

function* inSchema(schema: Schema, at: Path): Generator<Problem> {
  if (typeof schema !== "object" || schema === null) return;
  if (schema.$ref !== undefined) return yield* besideReference(schema, at);
  yield* unknownIn("schema", schema, at);
  yield* wideNumbers(schema, at);
  const wrong = problemOfPattern(schema.pattern);
  if (wrong !== undefined) yield [[...at, "pattern"], wrong];
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    yield* inSchema(property, [...at, "properties", name]);
  for (const key of ["oneOf", "anyOf", "allOf"] as const)
    for (const [i, branch] of (schema[key] ?? []).entries()) yield* inSchema(branch, [...at, key, i]);
  if (schema.items !== undefined) yield* inSchema(schema.items, [...at, "items"]);
}

function problemOfPattern(pattern = ""): string | undefined {
  if (/[^ -~]/.test(pattern))
    return "must be ASCII, with escapes such as \\u4e00: Prism fails on a refused request otherwise";
  try {
    new RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    return `isn't a regular expression: ${(error as Error).message}`;
  }
}

/** Finds limits and values that JavaScript would round. source.ts reads them as `bigint`. */
function* wideNumbers(schema: SchemaObject, at: Path): Generator<Problem> {
  for (const [key, value] of Object.entries(schema)) {
    if (key === "example" || key === "examples") continue;
    if ([value].flat().some((number) => typeof number === "bigint"))
      yield [[...at, key], "has a whole number that JavaScript can't hold exactly: the limit is 9007199254740991"];
  }
}

function* besideReference(node: object, at: Path): Generator<Problem> {
  for (const key of Object.keys(node))
    if (key !== "$ref") yield [[...at, key], "would be ignored beside $ref. Schemas can be combined with allOf"];
}

function* unknownIn(kind: keyof typeof KEYWORDS, node: object, at: Path): Generator<Problem> {
  const known: readonly string[] = KEYWORDS[kind];
  for (const key of Object.keys(node)) {
    if (known.includes(key) || EXTENSIONS.includes(key)) continue;
    const others = [...known, ...EXTENSIONS].filter((name) => !Object.hasOwn(node, name));
    yield [
      [...at, key],
      `is a keyword that the generator doesn't know here. Others that it knows: ${others.join(", ")}`,
    ];
  }
}
