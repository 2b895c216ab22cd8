import { type OperationId, operations } from "../generated/operations.ts";
import { schemas } from "../generated/schemas.ts";
import { bodyErrors } from "./body-errors.ts";
import { type Issue, issuesOf, type Wording } from "./messages.ts";
import { branchErrors } from "./schema/validate-schema.ts";

export type { Issue, OperationId, Wording };

/** The parts of a request that `validateRequest` checks. */
export interface RequestParts {
  /** The query as an object. Numbers are numbers, not strings. */
  query?: unknown;
  /** The parsed body. */
  body?: unknown;
}

/**
 * Checks the query and body of a request against the spec.
 *
 * @param wording - the names that messages use for fields. By default, the names of the wire.
 * @returns one issue per mistake, none for a valid request. It never throws for invalid input.
 */
export function validateRequest(operation: OperationId, { query, body }: RequestParts, wording?: Wording): Issue[] {
  const queryIssues = () => issuesOf(branchErrors(schemas, `${operation}_query`, query), query, wording);
  const bodyIssues = () => issuesOf(bodyErrors(operation, body), body, wording);
  return [
    ...(query === undefined ? [] : (crowd(query) ?? queryIssues())),
    ...(body === undefined ? [] : (crowd(body) ?? bodyIssues())),
  ];
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

/**
 * Checks the body of a response against the spec. A body with an error is checked against the error schema, also with
 * HTTP 200, because the service documents such responses. So is the body of any status that the spec doesn't list.
 *
 * @returns one issue per mistake, none for a valid response.
 */
export function validateResponse(operation: OperationId, status: number, body: unknown): Issue[] {
  const isError = typeof body === "object" && body !== null && ("error" in body || "error_code" in body);
  const documented: readonly string[] = operations[operation].responses;
  const isOwn = documented.includes(String(status)) && !isError;
  return issuesOf(branchErrors(schemas, `${operation}_${isOwn ? status : "default"}`, body), body);
}
