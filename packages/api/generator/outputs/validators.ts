import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { listOperations, type Operation, resolve, type Schema, type Spec } from "../spec.ts";

const INT32_MAX = 2 ** 31 - 1;

/**
 * Stand-alone validators for each body, query and answer of each operation. A choice of schemas becomes a list of
 * validators, one a branch, so that a message can name the branch that was meant.
 */
export function validators(spec: Spec): string {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
    schemas: [{ $id: "openapi", components: bare(spec.document.components) as Record<string, unknown> }],
    formats: { int64: true },
    keywords: ["components"],
  });
  const names: Record<string, string> = {};
  // Operations share their errors: equal schemas share one validator.
  const made = new Map<string, string>();
  const table = targets(spec).map(([target, schemas]) => {
    const branches = schemas.map((schema, index) => {
      const text = JSON.stringify(schema);
      const shared = made.get(text);
      if (shared !== undefined) return shared;
      const name = `${target}_${index}`;
      made.set(text, name);
      ajv.addSchema({ $id: name, ...(bare(schema) as object) });
      names[name] = name;
      return name;
    });
    return `  ${target}: [${branches.join(", ")}],`;
  });
  const code = (standaloneCode as unknown as (ajv: Ajv2020, names: Record<string, string>) => string)(ajv, names);
  if (code.includes("require(")) throw new Error("The validators would need Ajv at run time: see which keyword does.");
  return [code.replaceAll(/^export const /gm, "const "), "export const validators = {", ...table, "};", ""].join("\n");
}

export function validatorTypes(spec: Spec): string {
  return [
    "export interface SchemaError {",
    "  instancePath: string;",
    "  schemaPath: string;",
    "  keyword: string;",
    "  params: Record<string, unknown>;",
    "}",
    "export interface Validator {",
    "  (value: unknown): boolean;",
    "  errors?: SchemaError[] | null;",
    "}",
    "export declare const validators: {",
    ...targets(spec).map(([name]) => `  ${name}: Validator[];`),
    "};",
    "",
  ].join("\n");
}

/** What is validated, by name: `createExportTask_body`, `listExportTasks_query`, `listExportTasks_200`. */
function targets(spec: Spec): [string, Schema[]][] {
  return listOperations(spec).flatMap((operation) => {
    const { operationId, requestBody, responses } = operation;
    const body = requestBody?.content["application/json"]?.schema;
    return [
      [`${operationId}_query`, [querySchema(operation)]],
      ...(body === undefined ? [] : [[`${operationId}_body`, choices(spec, body)]]),
      ...Object.entries(responses).flatMap(([status, response]) => {
        const schema = resolve(spec, response).content?.["application/json"]?.schema;
        return schema === undefined ? [] : [[`${operationId}_${status}`, choices(spec, schema)]];
      }),
    ] as [string, Schema[]][];
  });
}

/** The branches of a choice, or the schema alone. */
function choices(spec: Spec, schema: Schema): Schema[] {
  const target = resolve(spec, schema);
  const branches = typeof target === "object" ? (target.oneOf ?? target.anyOf) : undefined;
  return (branches ?? [schema]).map(local);
}

function querySchema({ parameters = [] }: Operation): Schema {
  const query = parameters.filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    unevaluatedProperties: false,
    required: query.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(query.map(({ name, schema }) => [name, local(schema)])),
  } as Schema;
}

/** Points a reference at the document that all validators share. */
function local(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')) as Schema;
}

const ANNOTATIONS = ["description", "summary", "example", "examples", "default"];

/** The schema without what validates nothing, and with the range that the format int32 means. */
function bare(node: unknown, isMap = false): unknown {
  if (Array.isArray(node)) return node.map((item) => bare(item));
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node)
    .filter(([key]) => isMap || !(key.startsWith("x-") || ANNOTATIONS.includes(key)))
    .map(([key, value]) => [key, bare(value, key === "properties" || key === "schemas")] as const);
  const schema: Record<string, unknown> = Object.fromEntries(entries);
  if (isMap || schema.format !== "int32") return schema;
  const { format: _, ...rest } = schema;
  return { minimum: -INT32_MAX - 1, maximum: INT32_MAX, ...rest };
}
