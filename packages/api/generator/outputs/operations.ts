import { type Field, fieldOf } from "../fields.ts";
import { branches, listOperations, type Operation, type Schema, type Spec } from "../spec.ts";

/** What a program can know of the operations without reading the spec: method, path, fields, their values. */
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
    "/** The version that the spec calls itself. */",
    `export const SPEC_VERSION = ${JSON.stringify(spec.version)};`,
    "/** SHA-256 over all that `spec/` says about the service. */",
    `export const SPEC_SHA256 = ${JSON.stringify(spec.sha256)};`,
    "",
    "/** The `operationId` of an operation of the spec. */",
    "export type OperationId = keyof typeof operations;",
    "",
    "/**",
    " * Method, path, documented statuses, query parameters and body fields of each operation. Of an open list the known",
    " * values are given; `minimum` and `maximum` are inclusive; `default` is what the service takes for a missing field.",
    " */",
    `export const operations = ${JSON.stringify(table, null, 2)} as const;`,
    "",
  ].join("\n");
}

/** The parameters that stand in one place of a request. */
export function parameterFields(
  spec: Spec,
  { parameters = [] }: Operation,
  place: string,
): [string, Field & { required: boolean }][] {
  return parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, schema, required = false, ...own }) => [name, { ...fieldOf(spec, schema, own), required }]);
}

/** The fields of all branches; the first branch that describes a field describes it best. */
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

/** What is left out is `undefined`, and so not written. */
function metadata({ values, open, evidence: _, ...field }: Field & { required?: boolean }) {
  return {
    ...field,
    required: field.required || undefined,
    values: values?.map(({ value }) => value),
    open: open || undefined,
  };
}
