// Changes that users notice though no type of the API, or no sample of an earlier gate, shows them.
import { type Mutation, rules, set } from "../mutation.ts";

const CLI = "@cdn-export/cli";
const severity = (rule: string, to: string) =>
  rules(new RegExp(`(rule: "${rule}",[^}]*?severity: )"\\w+"`, "g"), `$1"${to}"`);
/** The first rule, an error, refuses this too. */
const refusing = (condition: string) => [
  rules(
    "check: ({ start_time, end_time }) =>\n      start_time !== undefined",
    "check: ({ start_time, end_time, action, interval, ...rest }, now) =>\n      start_time !== undefined",
  ),
  rules("start_time >= end_time\n", `(start_time >= end_time || ${condition})\n`),
];
const rule = (name: string, severity: string, condition: string) =>
  rules(
    "export const rules: readonly Rule[] = [",
    `export const rules: readonly Rule[] = [{ rule: "${name}", says: "A rule.", severity: "${severity}", field: "start_time",
      evidence: "unknown", check: ({ start_time = 1, end_time = 1, interval, action }, now) => ${condition} ? "not that" : undefined },`,
  );
/** What `checkRules` returns, from what it returned. */
const returning = (code: string) => [
  rules("export function checkRules(", "function all("),
  rules(
    "const HOUR_MS",
    `export function checkRules(request: ExportPeriod, now: number): Finding[] {\n  return ${code};\n}\nconst HOUR_MS`,
  ),
];

export const stricter: Mutation[] = [
  {
    name: "a period of more than 31 days is refused",
    edits: [severity("span-31-days", "error")],
    forth: "major",
    back: "minor",
    packages: {
      [CLI]: ["major", "minor"],
      "@cdn-export/client": ["major", "minor"],
      "@cdn-export/signer": ["none", "none"],
    },
  },
  {
    name: "a start more than 90 days ago is refused",
    edits: [severity("kept-90-days", "error")],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"], "@cdn-export/sync": ["major", "minor"] },
  },
  {
    name: "unsettled data is refused",
    edits: [severity("settled", "error")],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "an error begins at 60 days",
    edits: [rules("> 90 * DAY_MS\n        ? `a", "> 60 * DAY_MS\n        ? `a")],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "domains have a pattern",
    edits: [set("schemas/DomainName/pattern", "^[a-z0-9.,-]+$")],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"], "@cdn-export/client": ["major", "minor"] },
  },
  {
    name: "domains are at most 255 characters long",
    edits: [set("schemas/DomainName/maxLength", 255)],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "domains are not empty",
    edits: [set("schemas/DomainName/minLength", 1)],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "at most 50 tasks per page",
    edits: [set("list/parameters/0/schema/maximum", 50)],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "at least one task per page",
    edits: [set("list/parameters/0/schema/minimum", 1)],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "only hours",
    edits: [set("schemas/Interval/enum", [3600])],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "an action is gone",
    edits: [set("schemas/Action/enum", (old: string[]) => old.slice(1))],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "regional data of one action fewer",
    edits: [set("schemas/RegionalAction/enum", (old: string[]) => old.slice(1))],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "times begin in 1973",
    edits: [set("schemas/StartTime/minimum", 100_000_000_000)],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "a task ID is a number",
    edits: [set("list/parameters/2/schema", { type: "integer" })],
    forth: "major",
    back: "major",
    packages: { [CLI]: ["major", "major"] },
  },
  {
    name: "a text",
    edits: [set("schemas/Isp/description", "The carriers.")],
    forth: "patch",
    back: "patch",
    packages: { [CLI]: ["patch", "patch"], "@cdn-export/signer": ["none", "none"] },
  },
];

export const unseen: Mutation[] = [
  {
    name: "an error for more than 500 days",
    edits: refusing("end_time - start_time > 500 * DAY_MS"),
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  { name: "an error before 2020", edits: refusing("start_time < Date.UTC(2020, 0, 1)"), forth: "major", back: "minor" },
  {
    name: "an error before a number of milliseconds",
    edits: refusing("start_time < 1_577_836_800_000"),
    forth: "major",
    back: "minor",
  },
  { name: "an error at 0", edits: refusing("start_time === 0"), forth: "major", back: "minor" },
  {
    name: "an error for an end in 1000 days",
    edits: refusing("end_time > now + 1000 * DAY_MS"),
    forth: "major",
    back: "minor",
  },
  {
    name: "an error for an end in 1000 days, written as a difference",
    edits: refusing("end_time - now > 1000 * DAY_MS"),
    forth: "major",
    back: "minor",
  },
  {
    name: "an error ten years ago",
    edits: refusing("start_time < now - 3650 * DAY_MS"),
    forth: "major",
    back: "minor",
  },
  {
    name: "an error after a parsed date",
    edits: refusing('end_time > Date.parse("2040-01-01T00:00:00Z")'),
    forth: "major",
    back: "minor",
  },
  {
    name: "an error for a length of one millisecond",
    edits: refusing("end_time - start_time === 1"),
    forth: "major",
    back: "minor",
  },
  {
    name: "an error for an action that the spec doesn't have",
    edits: refusing('action === "cc_detail"'),
    forth: "major",
    back: "minor",
  },
  {
    name: "an error for an interval that the spec doesn't have",
    edits: refusing("interval === 86_400 * 7"),
    forth: "major",
    back: "minor",
  },
  {
    name: "a new error outside the samples",
    edits: [rule("far", "error", "end_time - start_time > 2000 * DAY_MS")],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "a warning far ahead",
    edits: [rule("far", "warning", "end_time > now + 5000 * DAY_MS")],
    forth: "minor",
    back: "minor",
  },
  {
    name: "an error for times that samples don't hit",
    edits: refusing("start_time % 7919 === 3917 && end_time % 6323 === 11"),
    forth: "unproven",
    back: "unproven",
  },
  {
    name: "an error that reads another field",
    edits: refusing('"domain_name" in rest'),
    forth: "unproven",
    back: "unproven",
  },
  {
    name: "the same condition in other words",
    edits: [rules("start_time >= end_time\n", "!(start_time < end_time)\n")],
    forth: "unproven",
    back: "unproven",
  },
  { name: "a constant under another name", edits: [rules("DAY_MS", "ONE_DAY")], forth: "none", back: "none" },
  { name: "a constant written out", edits: [rules("24 * HOUR_MS", "86_400_000")], forth: "none", back: "none" },
  { name: "a number with separators", edits: [rules("3_600_000", "3600000")], forth: "none", back: "none" },
  { name: "comments", edits: [rules("const HOUR_MS", "// An hour.\nconst HOUR_MS")], forth: "none", back: "none" },
  {
    name: "a parameter has another name",
    edits: [rules("check: (period) =>\n      span(period)", "check: (whole) =>\n      span(whole)")],
    forth: "none",
    back: "none",
  },
  { name: "a message", edits: [rules("this call may too", "this one may too")], forth: "patch", back: "patch" },
  { name: "an exported list loses a value", edits: [rules('"top_url_detail", ', "")], forth: "minor", back: "minor" },
];

export const returned: Mutation[] = [
  {
    name: "no warnings",
    edits: returning('all(request, now).filter(({ severity }) => severity === "error")'),
    forth: "minor",
    back: "minor",
    packages: { [CLI]: ["minor", "minor"] },
  },
  { name: "nothing", edits: returning("[]"), forth: "minor", back: "major" },
  {
    name: "no errors",
    edits: returning('all(request, now).filter(({ severity }) => severity === "warning")'),
    forth: "minor",
    back: "major",
  },
  {
    name: "errors as warnings",
    edits: returning('all(request, now).map((finding) => ({ ...finding, severity: "warning" as const }))'),
    forth: "minor",
    back: "major",
  },
  {
    name: "warnings as errors",
    edits: returning('all(request, now).map((finding) => ({ ...finding, severity: "error" as const }))'),
    forth: "major",
    back: "minor",
  },
  { name: "the first finding only", edits: returning("all(request, now).slice(0, 1)"), forth: "minor", back: "minor" },
  {
    name: "no values",
    edits: returning("all(request, now).map(({ value: _, ...finding }) => finding)"),
    forth: "minor",
    back: "minor",
  },
];

export const more: Mutation[] = [
  {
    name: "a rule throws",
    edits: refusing('(() => { if (start_time === 0) throw new Error("no"); return false; })()'),
    forth: "major",
    back: "minor",
  },
  { name: "a day has 25 hours", edits: [rules("24 * HOUR_MS", "25 * HOUR_MS")], forth: "minor", back: "major" },
  {
    name: "an error only for some actions",
    edits: [
      rules("start_time >= end_time\n", 'start_time >= end_time && action !== "uv"\n'),
      rules(
        "check: ({ start_time, end_time }) =>\n      start_time !== undefined && end_time",
        "check: ({ start_time, end_time, action }) =>\n      start_time !== undefined && end_time",
      ),
    ],
    forth: "minor",
    back: "major",
  },
  {
    name: "a rule's code moves into a function",
    edits: [
      rules("span(period) > 31 * DAY_MS ?", "isLong(period) ?"),
      rules(
        "function span(",
        "function isLong(period: ExportPeriod) {\n  return span(period) > 31 * DAY_MS;\n}\nfunction span(",
      ),
    ],
    forth: "unproven",
    back: "unproven",
  },
  { name: "findings in another order", edits: returning("all(request, now).reverse()"), forth: "minor", back: "minor" },
  {
    name: "checkRules throws before 1970",
    edits: returning(
      '(() => { if ((request.start_time ?? 0) < 0) throw new Error("no"); return all(request, now); })()',
    ),
    forth: "major",
    back: "minor",
  },
];
