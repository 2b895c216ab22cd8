import { createExportTaskBody } from "../generated/body-schemas.ts";
import { branchErrors, type SchemaError } from "./schema/validate-schema.ts";

/**
 * Checks the body of a create request (`createExportTask`) against the spec. `issuesOf` of `./mistakes` turns the errors
 * into messages. Bodies of other operations: `validateRequest` of `./validate`.
 *
 * @returns the errors of each schema that the body could have matched. Empty for a valid body.
 */
export function bodyErrors(body: unknown): SchemaError[][] {
  return branchErrors(createExportTaskBody, body);
}
