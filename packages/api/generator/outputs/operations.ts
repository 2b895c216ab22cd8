import { type Field, fieldOf } from "../fields.ts";
import { branches, listOperations, type Operation, type Schema, type Spec } from "../spec.ts";

/** Generates the metadata of the operations: method, path, fields and their values. */
export function operations(spec: Spec): string {
  const table = Object.fromEntries(
    listOperations(spec).map((operation) => [
      operation.operationId,
      {
        method: operation.method,
        path: operation.path,
        summary: operation.summary,
        responses: Object.keys(operation.responses),
        pathParameters: parametersIn(spec, operation, "path"),
        query: parametersIn(spec, operation, "query") ?? {},
        headers: parametersIn(spec, operation, "header"),
        body: Object.fromEntries(bodyFields(spec, operation).map(([name, field]) => [name, metadata(field)])),
        bodyRequired: operation.requestBody?.required || undefined,
      },
    ]),
  );
  return [
    "/** Version of the spec, as in its `info`. */",
    `export const SPEC_VERSION = ${JSON.stringify(spec.version)};`,
    "/** SHA-256 of all files in `spec/` that describe the service. */",
    `export const SPEC_SHA256 = ${JSON.stringify(spec.sha256)};`,
    "",
    "/** The `operationId` of an operation of the spec. */",
    "export type OperationId = keyof typeof operations;",
    "",
    "/**",
    " * Method, path, documented statuses, parameters and body fields of each operation. `values` of a field that is",
    " * `open` are the known ones. `minimum` and `maximum` are inclusive. `default` is the service's default. A list in a",
    " * query has its `style` and `explode`. An operation without parameters in its path or headers lacks",
    " * `pathParameters` or `headers`, and one whose body is optional lacks `bodyRequired`.",
    " */",
    `export const operations = ${JSON.stringify(table, null, 2)} as const;`,
    "",
  ].join("\n");
}

function parametersIn(spec: Spec, operation: Operation, place: string): object | undefined {
  const fields = parameterFields(spec, operation, place);
  return fields.length > 0 ? Object.fromEntries(fields.map(([name, field]) => [name, metadata(field)])) : undefined;
}

/** A parameter, and how it's sent. */
export interface ParameterField extends Field {
  required: boolean;
  /** Of a list in a query. */
  style: string | undefined;
  /** Of a list in a query. */
  explode: boolean | undefined;
}

/** Returns the parameters in one place of a request: `path`, `query` or `header`. */
export function parameterFields(spec: Spec, { parameters = [] }: Operation, place: string): [string, ParameterField][] {
  return parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, schema, required = false, style = "form", explode = style === "form", ...own }) => {
      const field = fieldOf(spec, schema, own);
      const isList = place === "query" && field.type === "array";
      return [name, { ...field, required, style: isList ? style : undefined, explode: isList ? explode : undefined }];
    });
}

/**
 * Returns the fields of all branches. A field in several branches has the description of the first, and is required if
 * every branch requires it.
 */
export function bodyFields(spec: Spec, { requestBody }: Operation): [string, Field & { required: boolean }][] {
  const body = requestBody?.content["application/json"]?.schema;
  if (body === undefined) return [];
  const found = new Map<string, Schema>();
  const all = branches(spec, body);
  for (const branch of all) {
    for (const [name, schema] of Object.entries(branch.properties ?? {})) {
      if (typeof schema === "object" && !found.has(name)) found.set(name, schema);
    }
  }
  return [...found].map(([name, schema]) => [
    name,
    { ...fieldOf(spec, schema), required: all.every(({ required = [] }) => required.includes(name)) },
  ]);
}

/** JSON.stringify leaves out members that are `undefined`. */
function metadata({ values, open, evidence: _, ...field }: Field & { required?: boolean }) {
  return {
    ...field,
    required: field.required || undefined,
    values: values?.map(({ value }) => value),
    open: open || undefined,
  };
}
