import { type OperationId, operations } from "../generated/operations.ts";
import { validators } from "../generated/validators.js";
import type { Issue, Wording } from "./messages.ts";
import { crowd, runAll, validateBody } from "./validate-body.ts";

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
  return [
    ...(query === undefined ? [] : (crowd(query) ?? runAll(validators, `${operation}_query`, query, wording))),
    ...(body === undefined ? [] : validateBody(operation, body, wording)),
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
  return runAll(validators, `${operation}_${isOwn ? status : "default"}`, body);
}

/** Whether a name is an operation of the spec. */
export function isOperation(name: string): name is OperationId {
  return Object.hasOwn(operations, name);
}
