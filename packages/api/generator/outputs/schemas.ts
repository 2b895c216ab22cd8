import { MORE_KEYWORDS } from "../../src/schema/more-keywords.ts";
import { SpecError } from "../source.ts";
import { listOperations, type Operation, resolve, type Schema, type Spec } from "../spec.ts";

const INT32_MAX = 2 ** 31 - 1;

/** The schemas of each operation's request body, one a branch, by its name: `createExportTask`. */
export function bodySchemas(spec: Spec): string {
  const bodies = listOperations(spec).flatMap(({ operationId, requestBody }): Target[] => {
    const body = requestBody?.content["application/json"]?.schema;
    return body === undefined ? [] : [[operationId, choices(spec, body)]];
  });
  return tableOf(spec, "bodySchemas", bodies);
}

/** The same for each query and each response: apart, because a client needs those of its body only. */
export function otherSchemas(spec: Spec): string {
  const targets = listOperations(spec).flatMap((operation): Target[] => [
    [`${operation.operationId}_query`, [querySchema(operation)]],
    ...Object.entries(operation.responses).flatMap(([status, response]): Target[] => {
      const schema = resolve(spec, response).content?.["application/json"]?.schema;
      return schema === undefined ? [] : [[`${operation.operationId}_${status}`, choices(spec, schema)]];
    }),
  ]);
  return tableOf(spec, "schemas", targets);
}

/** What is validated, by name: `createExportTask`, `listExportTasks_query`, `listExportTasks_200`. */
type Target = [name: string, schemas: Schema[]];

/** A choice of schemas becomes a list, so that a message can name the branch that was meant. */
function tableOf(spec: Spec, name: string, targets: readonly Target[]): string {
  const components = new Map<string, string>();
  const table = targets.map(([target, schemas]) => {
    const branches = schemas.map((schema) => literal(spec, schema, components));
    return `  ${target}: [${branches.join(", ")}],`;
  });
  const usesMore = [...components.values(), ...table].some((code) => code.includes("more: MORE_KEYWORDS"));
  return [
    ...(usesMore ? ['import { MORE_KEYWORDS } from "../src/schema/more-keywords.ts";'] : []),
    'import type { Schema } from "../src/schema/validate-schema.ts";',
    "",
    ...[...components].map(([component, code]) => `const ${component}: Schema = ${code};`),
    "",
    `export const ${name}: Readonly<Record<string, readonly Schema[]>> = {`,
    ...table,
    "};",
    "",
  ].join("\n");
}

/** The branches of a choice, or the schema alone. */
function choices(spec: Spec, schema: Schema): Schema[] {
  const target = resolve(spec, schema);
  const branches = typeof target === "object" ? (target.oneOf ?? target.anyOf) : undefined;
  return branches ?? [schema];
}

function querySchema({ parameters = [] }: Operation): Schema {
  const query = parameters.filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    unevaluatedProperties: false,
    required: query.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
  } as Schema;
}

/** Keywords that don't restrict values. The format int32 is written as a range. */
const ANNOTATIONS = ["description", "summary", "example", "examples", "default"];
const FORMATS = ["int32", "int64"];
/** Keywords that src/schema/validate-schema.ts knows, in addition to `properties` and `items`. */
const KEYWORDS = ["type", "minimum", "maximum", "enum", "const", "required", "unevaluatedProperties"];
/** Keywords of src/schema/more-keywords.ts. */
const MORE = MORE_KEYWORDS.map(([keyword]): string => keyword);

/** Writes a schema as code. Schemas under `components` become constants, each before its first use. */
function literal(spec: Spec, schema: Schema, components: Map<string, string>): string {
  if (typeof schema === "boolean") return schema ? "{}" : "false";
  const name = schema.$ref?.split("/").at(-1);
  if (name !== undefined) {
    if (!components.has(name)) components.set(name, literal(spec, resolve(spec, schema), components));
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
    if (keyword === "items") return [`items: ${literal(spec, value as Schema, components)}`];
    if (keyword === "properties") {
      const fields = Object.entries(value as Record<string, Schema>).map(
        ([field, part]) => `${JSON.stringify(field)}: ${literal(spec, part, components)}`,
      );
      return [`properties: { ${fields.join(", ")} }`];
    }
    if (![...KEYWORDS, ...MORE].includes(keyword) || (keyword === "format" && value !== "uri"))
      throw new SpecError([
        `spec/openapi.yaml has ${keyword}: ${JSON.stringify(value)}, which the validators can't check yet. Add it to packages/api/src/schema/more-keywords.ts.`,
      ]);
    return [`${keyword}: ${JSON.stringify(value)}`];
  });
  return `{ ${[...entries, ...more].join(", ")} }`;
}
