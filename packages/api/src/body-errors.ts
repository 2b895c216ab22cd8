import { bodySchemas } from "../generated/body-schemas.ts";
import { branchErrors, type SchemaError } from "./schema/validate-schema.ts";

/**
 * Checks the body of a request against the spec. `issuesOf` of `./mistakes` puts the errors into words.
 *
 * @param operation - its `operationId`
 * @returns none when the body is legal, else the errors of each schema that it could have matched.
 */
export function bodyErrors(operation: string, body: unknown): SchemaError[][] {
  return branchErrors(bodySchemas, operation, body);
}
