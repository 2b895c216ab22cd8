import type { ExportTaskRequest } from "@cdn-export/api";
import type { Finding } from "@cdn-export/api/rules";
import { InvalidQueryError } from "../errors/base.ts";
import { type ExportQuery, inQueryWords, toWire } from "./query.ts";

/**
 * Says what is wrong with a query without asking the service: what a job does before it sends anything.
 *
 * @param now - milliseconds since the epoch; some rules depend on it. @default Date.now()
 * @returns the warnings, which a job would come with.
 * @throws (the promise) InvalidQueryError with everything that is wrong.
 * @example
 * for (const { message } of await checkQuery({ action: "uv", domains: "all", ...lastDays(7) })) console.warn(message);
 */
export async function checkQuery(query: ExportQuery, now: number = Date.now()): Promise<Finding[]> {
  return checkRequest(toWire(query), now);
}

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
