import type { ExportTaskRequest } from "@cdn-export/api";
import { bodyErrors, checkRules, type Finding } from "@cdn-export/api/check";
import type { Issue } from "@cdn-export/api/mistakes";
import { InvalidQueryError } from "../errors/base.ts";
import { LISTS, queryProperties } from "./query.ts";

/**
 * Checks a request against the spec and its rules, before anything is sent.
 *
 * @returns the warnings.
 * @throws InvalidQueryError with every problem.
 */
export async function checkRequest(request: ExportTaskRequest, now: number): Promise<Finding[]> {
  const errors = bodyErrors(request);
  let issues: Issue[] = [];
  let findings = errors.length > 0 ? [] : checkRules(request, now);
  if (errors.length > 0 || looksOdd(request)) {
    const { findMistakes, issuesOf, withSuggestion } = await import("@cdn-export/api/mistakes");
    const wording = { names: queryProperties, lists: LISTS };
    issues = issuesOf(errors, request, wording).map(withSuggestion);
    findings = [...findMistakes(request), ...findings];
  }
  const wrong = [...issues, ...findings.filter(({ severity }) => severity === "error")];
  if (wrong.length > 0) throw new InvalidQueryError(wrong.map(({ message }) => message));
  return findings;
}

/**
 * Whether the request may contain a mistake that only `findMistakes` detects. Its tables of codes are loaded on demand.
 */
function looksOdd({ domain_name, start_time, end_time, country, province, isp }: ExportTaskRequest): boolean {
  return (
    ODD_DOMAINS.test(String(domain_name)) ||
    Math.min(Number(start_time), Number(end_time)) < 5e9 ||
    [country, province, isp].some((codes = "all") => codes !== "all" && codes !== "cn")
  );
}

/** An unusual character, or a name without a dot or with one at its end. */
const ODD_DOMAINS = /[^a-z\d*_.,-]|(^|,)(?!all$)[^.]+(,|$)|\.(,|$)/;
