import { bodySchemas } from "../generated/body-schemas.ts";
import { branchErrors, type SchemaError } from "./schema/validate-schema.ts";

/**
 * Checks the body of a request against the spec. `issuesOf` of `./mistakes` turns the errors into messages.
 *
 * @param operation - the `operationId`.
 * @returns the errors of each schema that the body could have matched. Empty for a valid body.
 */
export function bodyErrors(operation: string, body: unknown): SchemaError[][] {
  return branchErrors(bodySchemas, operation, body);
}
