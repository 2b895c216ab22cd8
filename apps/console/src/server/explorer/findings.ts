// The same checks as before an export, by field.
import type { ExportTaskRequest } from "@cdn-export/api";
import { findMistakes, withSuggestion } from "@cdn-export/api/mistakes";
import { checkRules } from "@cdn-export/api/rules";
import { validateRequest } from "@cdn-export/api/validate";
import type { CreateBody, FieldFinding } from "../../contract.ts";
import { textOf } from "../texts.ts";

const REQUIRED = ["action", "domain_name", "start_time", "end_time"] as const;

export function findingsOf(body: CreateBody, now: number): FieldFinding[] {
  const missing = REQUIRED.filter((field) => body[field] === undefined).map(
    (field): FieldFinding => ({
      severity: "error",
      field,
      message: { en: "This field is required", zh: "必须填写" },
    }),
  );
  const issues = validateRequest("createExportTask", { body }).map((issue): FieldFinding => {
    const { pointer, message } = withSuggestion(issue);
    return { severity: "error", field: pointer.slice(1), message: textOf(message) };
  });
  // Rules are about the values of a valid body.
  const broken = issues.length > 0 ? [] : [...findMistakes(body), ...checkRules(body as ExportTaskRequest, now)];
  const findings = broken.map((finding): FieldFinding => {
    const { severity, field, rule, evidence } = finding;
    return { severity, field, message: textOf(finding.message), rule, evidence };
  });
  return [...missing, ...issues, ...findings];
}
