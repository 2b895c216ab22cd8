import { type Validator, validators } from "../generated/body-validators.js";
import { type Issue, issuesOf, type Wording } from "./messages.ts";

/**
 * Checks the body of a request against the spec.
 *
 * @param operation - its `operationId`
 * @param wording - the names that messages use for fields. @default the wire's names
 * @returns one issue for each thing that is wrong, none when the body is legal. Never throws on bad input.
 */
export function validateBody(operation: string, body: unknown, wording?: Wording): Issue[] {
  return crowd(body) ?? runAll(validators, `${operation}_body`, body, wording);
}

/** Far more than any request has; each would be an error of its own. */
const MAX_FIELDS = 1000;

export function crowd(value: unknown): Issue[] | undefined {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  const count = isRecord ? Object.keys(value).length : 0;
  if (count <= MAX_FIELDS) return undefined;
  return [
    { pointer: "", keyword: "maxProperties", message: `the value has ${count} fields, not at most ${MAX_FIELDS}` },
  ];
}

/** The issues of a value that none of the branches takes. */
export function runAll(
  table: Readonly<Record<string, Validator[]>>,
  name: string,
  value: unknown,
  wording?: Wording,
): Issue[] {
  const errors = [];
  for (const validate of Object.hasOwn(table, name) ? (table[name] ?? []) : []) {
    if (validate(value)) return [];
    errors.push(validate.errors ?? []);
  }
  return issuesOf(errors, value, wording);
}
