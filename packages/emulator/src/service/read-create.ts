import type { ExportTaskRequest } from "@cdn-export/api";
import { operations } from "@cdn-export/api/operations";
import { rules } from "@cdn-export/api/rules";
import { type Issue, validateRequest } from "@cdn-export/api/validate";
import type { Account } from "../gateway/accounts.ts";
import type { Problem } from "../http/answers.ts";
import type { RawRequest } from "../http/message.ts";
import type { Settings } from "../options/settings.ts";
import type { NewTask } from "../tasks/task-store.ts";
import { readDomains } from "./read-domains.ts";
import { readJson } from "./read-json.ts";

export type CreateReading =
  | (Pick<NewTask, "body" | "domains"> & { problem?: never })
  | { body?: never; domains?: never; problem: Problem };

/** Reads the body of a create call, or returns the error code of the service for it. */
export function readCreate(raw: RawRequest, account: Account, settings: Settings): CreateReading {
  const { value, text, error } = readJson(raw, settings);
  if (error !== undefined) return problem("CDN.0001", error);

  const lenient = settings.unknownFields === "ignore";
  const fields = lenient ? knownFields(value) : value;
  const issue = firstIssue(fields);
  if (issue) return problem(codeOf(issue), issue.message);

  // The schema has checked it.
  const request = fields as ExportTaskRequest;
  const broken = firstBrokenRule(request, settings);
  if (broken) return problem(broken.code, broken.message);

  const domains = readDomains(request.domain_name, account, settings);
  if ("problem" in domains) return domains;
  return { body: lenient ? JSON.stringify(request) : text, domains: domains.names };
}

function problem(code: string, message: string): { problem: Problem } {
  return { problem: { code, message } };
}

function firstIssue(body: unknown): Issue | undefined {
  try {
    return validateRequest("createExportTask", { body })[0];
  } catch {
    // Printing a value that is thousands of levels deep overflows the stack.
    return { pointer: "", keyword: "depth", message: "the body is nested too deeply" };
  }
}

/** The documented code of a schema error: a negative time is CDN.0202, a wrong interval CDN.0203. */
function codeOf({ pointer, keyword }: Issue): string {
  if (keyword === "minimum" && /^\/(start|end)_time$/.test(pointer)) return "CDN.0202";
  return pointer === "/interval" && keyword === "enum" ? "CDN.0203" : "CDN.0001";
}

/** The upper limit for times, 2100-01-01 00:00 (GMT+8), which is documented for ListTopDomainNames. It also keeps files finite. */
const LAST_TIME_MS = 4_102_416_000_000;

const RULE_CODES: Readonly<Record<string, string>> = { "interval-beyond-90-days": "CDN.0203" };
const NEIGHBOUR_RULES: readonly string[] = ["both-ends", "span-31-days", "kept-90-days"];

function firstBrokenRule(request: ExportTaskRequest, settings: Settings): Problem | undefined {
  const { start_time = 0, end_time = 0 } = request;
  if (Math.max(start_time, end_time) > LAST_TIME_MS) {
    return { code: "CDN.0202", message: "a time is after the year 2099" };
  }
  const now = settings.clock.now();
  for (const { rule, check } of settings.neighbourRules === "refuse" ? STRICT_RULES : RULES) {
    const message = check(request, now);
    if (message !== undefined) return { code: RULE_CODES[rule] ?? "CDN.0202", message };
  }
  return undefined;
}

const RULES = rules.filter(({ severity }) => severity === "error");
const STRICT_RULES = rules.filter(({ rule, severity }) => severity === "error" || NEIGHBOUR_RULES.includes(rule));

function knownFields(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const known = operations.createExportTask.body;
  return Object.fromEntries(Object.entries(value).filter(([field]) => Object.hasOwn(known, field)));
}
