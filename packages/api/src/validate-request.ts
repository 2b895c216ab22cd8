import { type OperationId, operations } from "../generated/operations.ts";
import { schemas } from "../generated/schemas.ts";
import { type Issue, issuesOf, type Wording } from "./messages.ts";
import { branchErrors, type Schema } from "./schema/validate-schema.ts";

/** The parts of a request that `validateRequest` checks. Numbers are numbers, not strings; lists are arrays. */
export interface RequestParts {
  /** The parameters in the path as an object. */
  path?: unknown;
  /** The query as an object. */
  query?: unknown;
  /** The headers as an object. The case of their names doesn't matter, and unknown headers are allowed. */
  header?: unknown;
  /** The parsed body. */
  body?: unknown;
}

/**
 * Checks a request against the spec: the parameters in its path, query and headers, and its body. A missing part has no
 * parameters. A whole number beyond 2^53 can be a `bigint`.
 *
 * @param wording - the names that messages use for fields. By default, the names of the wire.
 * @returns one issue per mistake, none for a valid request. It never throws for invalid input.
 */
export function validateRequest(operation: OperationId, parts: RequestParts, wording?: Wording): Issue[] {
  const { body, header = {} } = parts;
  const given = { ...parts, header: withNamesOfTheSpec(header, schemasOf(operation, "header")) };
  const places = ["path", "query", "header"] as const;
  return [
    ...places.flatMap((place) => issuesIn(schemasOf(operation, place), given[place] ?? {}, wording)),
    ...bodyIssues(operation, body, wording),
  ];
}

function bodyIssues(operation: OperationId, body: unknown, wording: Wording | undefined): Issue[] {
  const wrong = (keyword: string, message: string): Issue[] => [{ pointer: "", keyword, message }];
  const { bodyRequired = false } = operations[operation] as { bodyRequired?: boolean };
  if (body === undefined) return bodyRequired ? wrong("required", "the body is missing") : [];
  if (!Object.hasOwn(schemas, `${operation}_body`)) return wrong("false schema", "a body must not be sent");
  return issuesIn(schemasOf(operation, "body"), body, wording);
}

const NO_PARAMETERS: readonly Schema[] = [{ type: "object", unevaluatedProperties: false }];
const ANYTHING: readonly Schema[] = [{}];

/** The schemas of a part of an operation: `body`, `query`, `200`. */
export function schemasOf(operation: OperationId, part: string): readonly Schema[] {
  const name = `${operation}_${part}`;
  if (Object.hasOwn(schemas, name)) return schemas[name] ?? ANYTHING;
  return part === "path" || part === "query" ? NO_PARAMETERS : ANYTHING;
}

/** One issue per mistake. */
export function issuesIn(branches: readonly Schema[], value: unknown, wording?: Wording): Issue[] {
  return crowd(value) ?? issuesOf(branchErrors(branches, value), value, wording);
}

/** Names of headers have no case. */
function withNamesOfTheSpec(header: unknown, [schema]: readonly Schema[]): unknown {
  if (typeof header !== "object" || header === null) return header;
  const names = Object.keys(schema?.properties ?? {});
  const nameOf = (name: string) => names.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
  return Object.fromEntries(Object.entries(header).map(([name, value]) => [nameOf(name), value]));
}

/** Far more than any request has. Each unknown field would be a separate error. */
const MAX_FIELDS = 1000;

function crowd(value: unknown): Issue[] | undefined {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  const count = isRecord ? Object.keys(value).length : 0;
  if (count <= MAX_FIELDS) return undefined;
  return [
    { pointer: "", keyword: "maxProperties", message: `the value has ${count} fields, not at most ${MAX_FIELDS}` },
  ];
}
