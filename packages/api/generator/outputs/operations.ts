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
        query: Object.fromEntries(
          parameterFields(spec, operation, "query").map(([name, field]) => [name, metadata(field)]),
        ),
        body: Object.fromEntries(bodyFields(spec, operation).map(([name, field]) => [name, metadata(field)])),
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
    " * Method, path, documented statuses, query parameters and body fields of each operation. `values` of a field that is",
    " * `open` are the known ones. `minimum` and `maximum` are inclusive. `default` is the service's default.",
    " */",
    `export const operations = ${JSON.stringify(table, null, 2)} as const;`,
    "",
  ].join("\n");
}

/** Returns the parameters in one place of a request: `path`, `query` or `header`. */
export function parameterFields(
  spec: Spec,
  { parameters = [] }: Operation,
  place: string,
): [string, Field & { required: boolean }][] {
  return parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, schema, required = false, ...own }) => [name, { ...fieldOf(spec, schema, own), required }]);
}

/** Returns the fields of all branches. A field in several branches has the description of the first. */
export function bodyFields(spec: Spec, { requestBody }: Operation): [string, Field][] {
  const body = requestBody?.content["application/json"]?.schema;
  if (body === undefined) return [];
  const found = new Map<string, Schema>();
  for (const branch of branches(spec, body)) {
    for (const [name, schema] of Object.entries(branch.properties ?? {})) {
      if (typeof schema === "object" && !found.has(name)) found.set(name, schema);
    }
  }
  return [...found].map(([name, schema]) => [name, fieldOf(spec, schema)]);
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
