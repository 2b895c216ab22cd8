import { MORE_KEYWORDS } from "../../src/schema/more-keywords.ts";
import { type Path, placesIn, SpecError } from "../source.ts";
import { listOperations, type Operation, type Parameter, resolve, type Schema, type Spec } from "../spec.ts";

const INT32_MAX = 2 ** 31 - 1;

/** The schemas of each operation's request body, one a branch. Each has a name, so that a client loads only what it needs. */
export function bodySchemas(spec: Spec): string {
  const table = new Table(spec);
  const bodies = targetsOf(spec, bodyTarget).map(
    ([target, schemas]) => `export const ${constantOf(target)}: readonly Schema[] = ${table.add(target, schemas)};`,
  );
  return table.file([...bodies, ""]);
}

/** The same for the parameters in each place of a request and for each response, with the bodies. */
export function otherSchemas(spec: Spec): string {
  const table = new Table(spec);
  const bodies = targetsOf(spec, bodyTarget);
  const entries = targetsOf(spec, otherTargets).map(
    ([target, schemas]) => `  ${target.name}: ${table.add(target, schemas)},`,
  );
  const names = bodies.map(([target]) => constantOf(target));
  return table.file(
    [
      "export const schemas: Readonly<Record<string, readonly Schema[]>> = {",
      ...bodies.map(([target]) => `  ${target.name}: ${constantOf(target)},`),
      ...entries,
      "};",
      "",
    ],
    names.length > 0 ? [`import { ${names.join(", ")} } from "./body-schemas.ts";`] : [],
  );
}

/** What is validated: `createExportTask_body`, `listExportTasks_query`, `listExportTasks_200`, and its place in the spec. */
interface Target {
  name: string;
  path: Path;
}

type Entry = [target: Target, schemas: Schema[]];

function targetsOf(spec: Spec, find: (spec: Spec, operation: Listed, path: Path) => Entry[]): Entry[] {
  return listOperations(spec).flatMap((operation) =>
    find(spec, operation, ["paths", operation.path, operation.method.toLowerCase()]),
  );
}

type Listed = ReturnType<typeof listOperations>[number];

function bodyTarget(spec: Spec, { operationId, requestBody }: Listed, path: Path): Entry[] {
  const schema = requestBody?.content["application/json"]?.schema;
  const place = [...path, "requestBody", "content", "application/json", "schema"];
  return schema === undefined ? [] : [[{ name: `${operationId}_body`, path: place }, choices(spec, schema)]];
}

function otherTargets(spec: Spec, operation: Listed, path: Path): Entry[] {
  const { operationId, responses } = operation;
  return [
    ...["path", "query", "header"].flatMap((place): Entry[] => {
      const schema = parametersSchema(spec, operation, place);
      return schema ? [[{ name: `${operationId}_${place}`, path: [...path, "parameters"] }, [schema]]] : [];
    }),
    ...Object.entries(responses).flatMap(([status, response]): Entry[] => {
      const schema = resolve(spec, response).content?.["application/json"]?.schema;
      const place = [...path, "responses", status];
      return schema === undefined ? [] : [[{ name: `${operationId}_${status}`, path: place }, choices(spec, schema)]];
    }),
  ];
}

function constantOf({ name }: Target): string {
  return name.replace(/_body$/, "Body");
}

/** Schemas as code. Those under `components` become constants, each before its first use. */
class Table {
  readonly #spec: Spec;
  readonly #components = new Map<string, string>();
  #usesMore = false;

  constructor(spec: Spec) {
    this.#spec = spec;
  }

  /** A choice of schemas becomes a list, so that a message can name the branch that was meant. */
  add({ path }: Target, schemas: readonly Schema[]): string {
    const branches = schemas.map((schema) => literal(this.#spec, schema, this.#components, path));
    this.#usesMore ||= [...branches, ...this.#components.values()].some((code) => code.includes("more: MORE_KEYWORDS"));
    return `[${branches.join(", ")}]`;
  }

  file(lines: readonly string[], imports: readonly string[] = []): string {
    return [
      ...(this.#usesMore ? ['import { MORE_KEYWORDS } from "../src/schema/more-keywords.ts";'] : []),
      'import type { Schema } from "../src/schema/validate-schema.ts";',
      ...imports,
      "",
      ...[...this.#components].map(([component, code]) => `const ${component}: Schema = ${code};`),
      "",
      ...lines,
    ].join("\n");
  }
}

/** The branches of a choice, or the schema alone. */
function choices(spec: Spec, schema: Schema): Schema[] {
  const target = resolve(spec, schema);
  const branches = typeof target === "object" ? (target.oneOf ?? target.anyOf) : undefined;
  return branches ?? [schema];
}

/** The parameters in one place as an object. A request may have other headers, but no other parameters. */
function parametersSchema(spec: Spec, { parameters = [] }: Operation, place: string): Schema | undefined {
  const own = parameters.filter((parameter) => parameter.in === place);
  if (own.length === 0) return undefined;
  return {
    type: "object",
    ...(place !== "header" && { unevaluatedProperties: false }),
    required: own.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(own.map((parameter) => [parameter.name, separable(spec, parameter)])),
  } as Schema;
}

/** Adds the character that separates the items of a list: an item with that character would become two. */
function separable(spec: Spec, { schema, in: place, style = "form", explode = style === "form" }: Parameter): Schema {
  const target = resolve(spec, schema);
  if (typeof target === "boolean" || target.type !== "array" || (place === "query" && explode)) return schema;
  const delimiter = { spaceDelimited: " ", pipeDelimited: "|" }[style] ?? ",";
  return { ...target, items: { ...(resolve(spec, target.items ?? true) as object), delimiter } } as Schema;
}

/** Keywords that don't restrict values. The format int32 is written as a range. */
const ANNOTATIONS = [
  "description",
  "summary",
  "title",
  "deprecated",
  "externalDocs",
  "example",
  "examples",
  "default",
  "$comment",
];
const FORMATS = ["int32", "int64", "float", "double"];
/** Keywords that src/schema/validate-schema.ts knows, in addition to `properties` and `items`. */
const KEYWORDS = ["type", "minimum", "maximum", "enum", "const", "required", "unevaluatedProperties"];
/** Keywords of src/schema/more-keywords.ts. */
const MORE = MORE_KEYWORDS.map(([keyword]): string => keyword);

/** Writes a schema as code. `path` is its place in the spec. */
function literal(spec: Spec, schema: Schema, components: Map<string, string>, path: Path): string {
  if (typeof schema === "boolean") return schema ? "{}" : "false";
  const name = schema.$ref?.split("/").at(-1);
  if (name !== undefined) {
    if (!components.has(name))
      components.set(name, literal(spec, resolve(spec, schema), components, ["components", "schemas", name]));
    return name;
  }
  const range = schema.format === "int32" ? { minimum: -INT32_MAX - 1, maximum: INT32_MAX } : {};
  const limits = Object.entries({ ...range, ...schema }).filter(
    ([keyword, value]) =>
      !keyword.startsWith("x-") &&
      !ANNOTATIONS.includes(keyword) &&
      !(keyword === "format" && FORMATS.includes(String(value))),
  );
  const more = limits.some(([keyword]) => MORE.includes(keyword)) ? ["more: MORE_KEYWORDS"] : [];
  const entries = limits.flatMap(([keyword, value]) => {
    if (keyword === "items") return [`items: ${literal(spec, value as Schema, components, [...path, "items"])}`];
    if (keyword === "properties") {
      const fields = Object.entries(value as Record<string, Schema>).map(
        ([field, part]) =>
          `${JSON.stringify(field)}: ${literal(spec, part, components, [...path, "properties", field])}`,
      );
      return [`properties: { ${fields.join(", ")} }`];
    }
    if (![...KEYWORDS, ...MORE].includes(keyword) || (keyword === "format" && value !== "uri"))
      throw new SpecError([
        `${placesIn("spec/openapi.yaml", spec.texts["openapi.yaml"] ?? "")([...path, keyword])} ${path.join(".")} has ${keyword}: ${JSON.stringify(value)}, which the validators can't check here. Other keywords are in packages/api/src/schema/more-keywords.ts.`,
      ]);
    return [`${keyword}: ${JSON.stringify(value)}`];
  });
  return `{ ${[...entries, ...more].join(", ")} }`;
}
