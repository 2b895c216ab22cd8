// The messages for invalid requests: the gallery in gallery.txt, and limits on their length and time.
import { describe, expect, it } from "vitest";
import { checkRules } from "../../../spec/rules.ts";
import type { ExportTaskRequest } from "../generated/types.ts";
import { findMistakes, type MistakableFields, withSuggestion } from "../src/mistakes.ts";
import { type OperationId, validateRequest, validateResponse } from "../src/validate.ts";

const DAY = 86_400_000;
const START = Date.parse("2026-11-01T00:00:00+08:00");

const BODIES: unknown[] = [
  { action: "top_url_detail", country: "cn" },
  { action: "isp_detail", country: "all", domain_name: "all" },
  { action: "isp_detail", province: "beijing" },
  { action: "top_url_detail", country: "us", province: "beijing" },
  { action: "top_url_detail", country: 5 },
  { province: "beijing" },
  { action: "uv", province: "beijing" },
  { province: 5 },
  { country: "us", province: "beijing" },
  { country: "cn,us", province: "all" },
  { country: "CN", province: "all" },
  { action: "uv", country: ["cn", "us"] },
  { action: "uv", country: null },
  { action: "top_urls_detail" },
  { action: "top_urls_detail", country: "cn" },
  { action: "UV" },
  { action: ["uv"] },
  { action: "" },
  { interval: 60 },
  { interval: "300" },
  { interval: 86_400, country: "de" },
  { group_by: "country" },
  { service_area: "europe" },
  { stat_type: "bw", language: "fr" },
  { start_time: "2026-11-01" },
  { start_time: -1, end_time: 1.5 },
  { end_time: Number.POSITIVE_INFINITY },
  { domain_name: ["a.example.com", "b.example.com"] },
  { domain_name: { all: true } },
  { task_id: "x" },
  { action: "uv", country: "cn", enterprise_project_id: "0", limit: 10 },
  { "a/b~c": 1 },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
  { isp: 10_000, province: "beijing", country: "cn" },
  null,
  [],
  "text",
  5,
];

const QUERIES: unknown[] = [
  { limit: 101 },
  { limit: -1, offset: -1 },
  { limit: "10" },
  { limit: 1.5 },
  { offset: 2 ** 31 },
  { page: 2 },
  { task_id: 5, task_name: null },
  "limit=10",
];

const BROKEN_RULES: ExportTaskRequest[] = [
  { start_time: START, end_time: START },
  { start_time: START + DAY, end_time: START },
  { start_time: START - 100 * DAY, end_time: START, interval: 300 },
  { start_time: START },
  { action: "top_url_detail", start_time: START + 1, end_time: START + DAY },
];

const MISTAKES: MistakableFields[] = [
  { domain_name: "https://www.example.com/index.html,www.example.com:443,ALL, www.example.com" },
  { domain_name: "WWW.Example.com,www.example.com.,example" },
  { start_time: START / 1000, end_time: START / 1000 + 86_400 },
  { country: "CN,uk,中国,United States,zz" },
  { province: "bejing,Inner Mongolia,hongkong,zz" },
  { isp: "telecom,CTCC" },
];

/** Bodies with mistakes for which the message may suggest a value. */
const MISSPELLED: unknown[] = [
  { action: "Top_url_detail", interval: "300", service_area: "mainland", stat_type: "requests", language: "en-US" },
  { action: "uv", province: "beijing" },
];

function tellMistakes(request: MistakableFields): string {
  const findings = findMistakes(request);
  return [JSON.stringify(request), ...findings.map((f) => `  /${f.field}  ${f.severity}: ${f.message}`)].join("\n");
}

function tellSuggestions(body: unknown): string {
  const issues = validateRequest("createExportTask", { body }).map(withSuggestion);
  return [JSON.stringify(body), ...issues.map(({ pointer, message }) => `  ${pointer}  ${message}`)].join("\n");
}

function report(operation: OperationId, part: "body" | "query", value: unknown): string {
  const issues = validateRequest(operation, { [part]: value });
  return [JSON.stringify(value), ...issues.map(({ pointer, message }) => `  ${pointer || "(all)"}  ${message}`)].join(
    "\n",
  );
}

function tellRules(request: ExportTaskRequest): string {
  const findings = checkRules(request, START + 30 * DAY);
  return [JSON.stringify(request), ...findings.map((f) => `  /${f.field}  ${f.severity}: ${f.message}`)].join("\n");
}

describe("the messages", () => {
  it("match the gallery", async () => {
    const gallery = [
      ...BODIES.map((body) => report("createExportTask", "body", body)),
      ...QUERIES.map((query) => report("listExportTasks", "query", query)),
      ...BROKEN_RULES.map(tellRules),
      ...MISTAKES.map(tellMistakes),
      ...MISSPELLED.map(tellSuggestions),
    ];
    for (const entry of gallery) expect(entry).toContain("\n");
    await expect(`${gallery.join("\n")}\n`).toMatchFileSnapshot("./gallery.txt");
  });

  it.each(BODIES.map((body) => [body]))("for %j never mention a branch that wasn't meant", (body) => {
    const found = validateRequest("createExportTask", { body });
    // One message per place, and none names a branch.
    expect(new Set(found.map(({ pointer }) => pointer)).size).toBe(found.length);
    expect(found.map(({ message }) => message).join()).not.toMatch(/oneOf|Export\b|schema/);
  });
});

const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`) as unknown;
const list = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth)) as unknown;
const LONG = "x".repeat(20_000_000);
const MANY = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`field${i}`, i]));

describe("hostile input", () => {
  it.each<[string, unknown]>([
    ["objects nested 5,000 deep in a known field", { domain_name: nested(5000) }],
    ["objects nested 5,000 deep in an unknown field", { x: nested(5000) }],
    ["arrays nested 5,000 deep", list(5000)],
    ["a string of 20 MB", { action: LONG, domain_name: [LONG] }],
    ["a field name of 20 MB", { [LONG]: 1 }],
    ["200,000 unknown fields", MANY],
    [
      "900 unknown fields beside a province",
      Object.fromEntries([...Object.entries(MANY).slice(0, 900), ["province", "x"]]),
    ],
    ["a million array items", Array.from({ length: 1_000_000 }, () => 0)],
    ["an array of a million items in a field", { country: Array.from({ length: 1_000_000 }, () => "cn") }],
    ["what JSON cannot write", { action: 10n, isp: Symbol("x"), domain_name: () => 1, country: Number.NaN }],
    ["a toJSON method", { action: { toJSON: () => LONG } }],
  ])("%s is refused quickly, with short messages", (_, body) => {
    const start = process.cpuUsage();
    const found = validateRequest("createExportTask", { body });
    expect(process.cpuUsage(start).user).toBeLessThan(500_000);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(10);
    expect(Math.max(...found.map(({ message }) => message.length))).toBeLessThan(300);
  });

  it("in a response gets messages as short", () => {
    const found = validateResponse("listExportTasks", 200, { total: LONG, data: [{ task_id: nested(5000) }] });
    expect(found.map(({ pointer }) => pointer)).toEqual(["/total", "/data/0/task_id"]);
    expect(Math.max(...found.map(({ message }) => message.length))).toBeLessThan(300);
  });

  it("doesn't pollute prototypes", () => {
    validateRequest("createExportTask", { body: JSON.parse('{"__proto__": {"polluted": true}}') });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
