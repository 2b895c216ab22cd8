import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { listOperations, type Operation, resolve, type Schema, type Spec } from "../spec.ts";

const INT32_MAX = 2 ** 31 - 1;

/** Stand-alone validators for the body of each operation's request. */
export function bodyValidators(spec: Spec): string {
  return validatorsOf(spec, targets(spec).filter(isBody));
}

/** Stand-alone validators for each query and each response body: apart, because a client needs those of its body only. */
export function validators(spec: Spec): string {
  return validatorsOf(
    spec,
    targets(spec).filter((target) => !isBody(target)),
  );
}

function isBody([name]: Target): boolean {
  return name.endsWith("_body");
}

/** A choice of schemas becomes a list of validators, one a branch, so that a message can name the branch that was meant. */
function validatorsOf(spec: Spec, targets: readonly Target[]): string {
  const ajv = new Ajv2020({
    allErrors: true,
    // src/messages.ts words them.
    messages: false,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
    schemas: [{ $id: "openapi", components: bare(spec.document.components) as Record<string, unknown> }],
    formats: { int64: true },
    keywords: ["components"],
  });
  const names: Record<string, string> = {};
  // Operations share their errors: equal schemas share one validator.
  const made = new Map<string, string>();
  const table = targets.map(([target, schemas]) => {
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
  const small = code.replaceAll(/^export const /gm, "const ").replaceAll(/schemaPath:"[^"]*",/g, "");
  return [small, "export const validators = {", ...table, "};", ""].join("\n");
}

export function bodyValidatorTypes(spec: Spec): string {
  return [
    "export interface SchemaError {",
    "  instancePath: string;",
    "  keyword: string;",
    "  params: Record<string, unknown>;",
    "}",
    "export interface Validator {",
    "  (value: unknown): boolean;",
    "  errors?: SchemaError[] | null;",
    "}",
    ...tableType(targets(spec).filter(isBody)),
  ].join("\n");
}

export function validatorTypes(spec: Spec): string {
  return [
    'import type { Validator } from "./body-validators.js";',
    ...tableType(targets(spec).filter((target) => !isBody(target))),
  ].join("\n");
}

function tableType(targets: readonly Target[]): string[] {
  return ["export declare const validators: {", ...targets.map(([name]) => `  ${name}: Validator[];`), "};", ""];
}

type Target = [name: string, schemas: Schema[]];

/** What is validated, by name: `createExportTask_body`, `listExportTasks_query`, `listExportTasks_200`. */
function targets(spec: Spec): Target[] {
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
    ] as Target[];
  });
}

/** The branches of a choice, or the schema alone. */
function choices(spec: Spec, schema: Schema): Schema[] {
  const target = resolve(spec, schema);
  const branches = typeof target === "object" ? (target.oneOf ?? target.anyOf) : undefined;
  return (branches ?? [schema]).map((branch) => local(resolve(spec, branch)));
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
