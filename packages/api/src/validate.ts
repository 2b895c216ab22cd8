// Checks requests and responses against the spec.
import { type OperationId, operations } from "../generated/operations.ts";
import type { Issue, Wording } from "./messages.ts";
import { issuesIn, type RequestParts, schemasOf, validateRequest } from "./validate-request.ts";

export { matchPath, type ReadRequest, readRequest, type SentRequest } from "./read-request.ts";
export { type Issue, type OperationId, type RequestParts, validateRequest, type Wording };

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
  return issuesIn(schemasOf(operation, isOwn ? String(status) : "default"), body);
}
