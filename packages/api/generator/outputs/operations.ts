import { branches, knownValues, listOperations, type Operation, resolve, type Schema, type Spec } from "../spec.ts";

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
        query: fieldsOf(spec, queryProperties(operation)),
        body: fieldsOf(spec, bodyProperties(spec, operation)),
      },
    ]),
  );
  return [
    "/** The version that the spec calls itself. */",
    `export const SPEC_VERSION = ${JSON.stringify(spec.version)};`,
    "/** SHA-256 over `openapi.yaml`, `rules.ts` and `codes/` of the spec. */",
    `export const SPEC_SHA256 = ${JSON.stringify(spec.sha256)};`,
    "",
    "export type OperationId = keyof typeof operations;",
    "",
    "/**",
    " * Method, path, documented statuses, query parameters and body fields of each operation. Of an open list the known values are given;",
    " * `minimum` and `maximum` are inclusive.",
    " */",
    `export const operations = ${JSON.stringify(table, null, 2)} as const;`,
    "",
  ].join("\n");
}

type Properties = [string, Schema][];

function queryProperties({ parameters = [] }: Operation): Properties {
  return parameters
    .filter((parameter) => parameter.in === "query")
    .map(({ name, description, schema }) => [name, { description, ...(schema as object) } as Schema]);
}

/** The fields of all branches; the first branch that describes a field describes it best. */
function bodyProperties(spec: Spec, { requestBody }: Operation): Properties {
  const body = requestBody?.content["application/json"]?.schema;
  if (body === undefined) return [];
  const found = new Map<string, Schema>();
  for (const branch of branches(spec, body)) {
    for (const [name, schema] of Object.entries(branch.properties ?? {})) {
      if (typeof schema === "object" && !found.has(name)) found.set(name, schema);
    }
  }
  return [...found];
}

function fieldsOf(spec: Spec, properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    properties.map(([name, schema]) => {
      const target = resolve(spec, schema);
      if (typeof target === "boolean") return [name, {}];
      const { type, description, minimum, maximum, default: fallback } = target;
      const known = knownValues(spec, target);
      return [
        name,
        { type, description, values: target.enum ?? known, open: known && true, minimum, maximum, default: fallback },
      ];
    }),
  );
}
