import { type OperationId, operations } from "../generated/operations.ts";
import { schemas } from "../generated/schemas.ts";
import { bodyErrors } from "./body-errors.ts";
import { type Issue, issuesOf, type Wording } from "./messages.ts";
import { branchErrors } from "./schema/validate-schema.ts";

export type { Issue, OperationId, Wording };

/** What a request holds besides method, path and headers. A query has values as they are typed, numbers as numbers. */
export interface RequestParts {
  query?: unknown;
  body?: unknown;
}

/**
 * Checks query and body of a request against the spec.
 *
 * @param wording - the names that messages use for fields. @default the wire's names
 * @returns one issue for each thing that is wrong, none when the request is legal. Never throws on bad input.
 */
export function validateRequest(operation: OperationId, { query, body }: RequestParts, wording?: Wording): Issue[] {
  const queryIssues = () => issuesOf(branchErrors(schemas, `${operation}_query`, query), query, wording);
  const bodyIssues = () => issuesOf(bodyErrors(operation, body), body, wording);
  return [
    ...(query === undefined ? [] : (crowd(query) ?? queryIssues())),
    ...(body === undefined ? [] : (crowd(body) ?? bodyIssues())),
  ];
}

/** Far more than any request has; each would be an error of its own. */
const MAX_FIELDS = 1000;

function crowd(value: unknown): Issue[] | undefined {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  const count = isRecord ? Object.keys(value).length : 0;
  if (count <= MAX_FIELDS) return undefined;
  return [
    { pointer: "", keyword: "maxProperties", message: `the value has ${count} fields, not at most ${MAX_FIELDS}` },
  ];
}

/**
 * Checks the body of an answer against the spec. An error envelope with HTTP 200 is held against the error schema, for
 * the service documents such answers; a status that the spec does not name counts as its `default`.
 */
export function validateResponse(operation: OperationId, status: number, body: unknown): Issue[] {
  const isError = typeof body === "object" && body !== null && ("error" in body || "error_code" in body);
  const documented: readonly string[] = operations[operation].responses;
  const isOwn = documented.includes(String(status)) && !isError;
  return issuesOf(branchErrors(schemas, `${operation}_${isOwn ? status : "default"}`, body), body);
}

/** Whether a name is an operation of the spec. */
export function isOperation(name: string): name is OperationId {
  return Object.hasOwn(operations, name);
}
