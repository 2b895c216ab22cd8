import type { ExportTaskRequest } from "@cdn-export/api";
import type { Finding } from "@cdn-export/api/rules";
import { InvalidQueryError } from "../errors.ts";
import { inQueryWords } from "./query.ts";

/**
 * Holds a request against the spec and its rules, before anything is sent. Loaded on first use: a validator weighs as
 * much as the client.
 *
 * @returns the warnings.
 * @throws InvalidQueryError with everything that is wrong.
 */
export async function checkRequest(request: ExportTaskRequest, now: number): Promise<Finding[]> {
  const [{ validateRequest }, { checkRules }] = await Promise.all([
    import("@cdn-export/api/validate"),
    import("@cdn-export/api/rules"),
  ]);
  const issues = validateRequest("createExportTask", { body: request });
  const findings = issues.length > 0 ? [] : checkRules(request, now);
  const wrong = [...issues, ...findings.filter(({ severity }) => severity === "error")];
  if (wrong.length > 0) throw new InvalidQueryError(wrong.map(({ message }) => inQueryWords(message)));
  return findings;
}
