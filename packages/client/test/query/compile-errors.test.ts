// The compiler errors of each invalid call, in TypeScript 7 and 5.9: short, and about the wrong property. The
// snapshots show when a change of the types makes them worse.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const packages = fileURLToPath(new URL("../../..", import.meta.url));

const PRELUDE = `
import type { Action, ExportTaskRequest } from "@cdn-export/api";
import { createExportClient, day, lastDays } from "@cdn-export/client";
declare const action: Action;
declare const text: string;
declare function send(body: ExportTaskRequest): void;
const PATH = "/v1/cdn/statistics/export-tasks" as const;
const base = { domains: ["www.example.com"], from: 0, to: 1 };
const cdn = createExportClient({ credentials: { ak: "AK", sk: "made-up" } });
// Valid: any action of the union, because the query has no country.
cdn.start({ action, ...base });
cdn.api.POST(PATH, { body: { action } });
send({ action });
`;

const COUNTRY_RULE = "Refused.top_url_detail_and_isp_detail_take_no_country";
const PROVINCE_RULE = "Refused.a_province_goes_with_country_cn_only";

/** The text that the error must contain or point at, and the call. */
const ILLEGAL: readonly [named: string, call: string][] = [
  [COUNTRY_RULE, 'cdn.start({ action: "top_url_detail", ...base, countries: ["cn"] });'],
  [COUNTRY_RULE, 'cdn.start({ action: "isp_detail", ...base, countries: "all" });'],
  // Wherever the period is spread, and whichever property comes first.
  [
    COUNTRY_RULE,
    'cdn.exportStatistics({ action: "top_url_detail", domains: "all", ...lastDays(7), countries: ["cn"] });',
  ],
  [COUNTRY_RULE, 'cdn.start({ action: "top_url_detail", domains: "all", countries: ["cn"], ...lastDays(7) });'],
  [COUNTRY_RULE, 'cdn.start({ ...lastDays(7), countries: ["cn"], domains: "all", action: "top_url_detail" });'],
  [COUNTRY_RULE, 'cdn.start({ countries: "all", domains: "all", ...lastDays(7), action: "top_url_detail" });'],
  [
    COUNTRY_RULE,
    'cdn.start({ action: "isp_detail", domains: "all", from: 0, to: 1, countries: ["cn"], provinces: "all" });',
  ],
  [COUNTRY_RULE, 'cdn.start({ action, ...base, countries: ["cn"] });'],
  [PROVINCE_RULE, 'cdn.start({ action: "uv", ...base, provinces: ["beijing"] });'],
  [PROVINCE_RULE, 'cdn.start({ action: "uv", ...base, countries: ["us"], provinces: ["beijing"] });'],
  [PROVINCE_RULE, 'cdn.start({ action: "uv", ...base, countries: ["cn", "us"], provinces: ["beijing"] });'],
  [PROVINCE_RULE, 'cdn.start({ action: "uv", ...base, countries: "all", provinces: "all" });'],
  [PROVINCE_RULE, 'cdn.start({ action: "uv", domains: "all", ...lastDays(7), provinces: ["beijing"] });'],
  ["domain", 'cdn.start({ action: "uv", ...base, domain: "www.example.com" });'],
  ["action", 'cdn.start({ action: "top_urls", ...base });'],
  ["'300 | 3600'", 'cdn.start({ action: "uv", ...base, interval: 60 });'],
  ["'300 | 3600'", 'cdn.start({ action: "uv", ...base, interval: 60, countries: ["de"] });'],
  ["domains", 'cdn.start({ action: "uv", ...base, domains: "www.example.com" });'],
  ["to", 'cdn.start({ action: "uv", domains: "all", from: 0 });'],
  ["action", "cdn.start({ ...base });"],
  ["mainland_china", 'cdn.start({ action: "uv", ...base, serviceArea: "europe" });'],
  ["from", 'cdn.start({ action: "uv", ...base, from: null });'],
  ["action", 'cdn.start({ action: "Top_url_detail", ...base });'],
  ["interval", 'cdn.start({ action: "uv", ...base, interval: "300" });'],
  ['"domain"', 'cdn.start({ action: "uv", ...base, groupBy: "isp" });'],
  ['"flux" | "req_num"', 'cdn.start({ action: "uv", ...base, statType: "bw" });'],
  ["serviceArea", 'cdn.start({ action: "uv", ...base, serviceArea: "mainland" });'],
  ['"en"', 'cdn.start({ action: "uv", ...base, language: "en-US" });'],
  ["countries", 'cdn.start({ action: "uv", ...base, countries: "China" });'],
  ["isp", 'cdn.start({ action: "uv", ...base, isp: "dianxin" });'],
  ["group_by", 'cdn.start({ action: "uv", ...base, group_by: "domain" });'],
  ["start_time", 'cdn.start({ action: "uv", ...base, start_time: 0 });'],
  ["new Date()", "day(new Date());"],
  ['"7"', 'lastDays("7");'],
  ["country", 'send({ action: "top_url_detail", country: "cn" });'],
  ["country", 'send({ action: "isp_detail", country: "cn", province: "beijing" });'],
  ["action", 'send({ action, country: "cn" });'],
  ["country", 'send({ action: "uv", province: "beijing" });'],
  ["province", 'send({ action: "uv", country: "us", province: "beijing" });'],
  ["province", 'send({ country: text, province: "beijing" });'],
  ["task_id", 'send({ action: "uv", task_id: "x" });'],
  ["action", 'send({ action: "top_urls_detail" });'],
  ["300 | 3600", "send({ interval: 60 });"],
  ["start_time", "send({ start_time: new Date() });"],
  ["domain_name", 'send({ domain_name: ["www.example.com"] });'],
  ["country", 'cdn.api.POST(PATH, { body: { action: "top_url_detail", country: "cn" } });'],
  ["province", 'cdn.api.POST(PATH, { body: { action: "uv", country: "us", province: "beijing" } });'],
  ["task_id", 'cdn.api.POST(PATH, { body: { action: "uv", task_id: "x" } });'],
  ["300 | 3600", "cdn.api.POST(PATH, { body: { interval: 60 } });"],
  ["page", "cdn.api.GET(PATH, { params: { query: { page: 2 } } });"],
  ["limit", 'cdn.api.GET(PATH, { params: { query: { limit: "10" } } });'],
];

const COMPILERS = [
  ["7", import.meta.url],
  ["5.9", join(packages, "api/package.json")],
] as const;

it.each(COMPILERS)(
  "TypeScript %s names the wrong property in a short error",
  { timeout: 60_000 },
  async (version, from) => {
    const found = await diagnostics(from);
    const gallery = ILLEGAL.map(([named, call], i) => {
      const { messages = [], under = "" } = found.get(i) ?? {};
      const message = messages.join("\n");
      expect(message, call).not.toBe("");
      expect(under.startsWith(named) || message.includes(named), `${call}\n${message}`).toBe(true);
      expect(messages.length, message).toBeLessThanOrEqual(4);
      expect(Math.max(...messages.map((line) => line.length)), message).toBeLessThan(260);
      return [call, ...messages.map((line) => `  ${line}`)].join("\n");
    });
    expect(found.size).toBe(ILLEGAL.length);
    await expect(`${gallery.join("\n")}\n`).toMatchFileSnapshot(`./compile-errors-${version}.txt`);
  },
);

interface Diagnostic {
  messages: string[];
  /** The source text at the error. */
  under: string;
}

/** The errors by the number of their call. Errors of other lines have negative numbers. */
async function diagnostics(compilerOf: string): Promise<Map<number, Diagnostic>> {
  const lines = [...PRELUDE.split("\n"), ...ILLEGAL.map(([, call]) => call)];
  const before = lines.length - ILLEGAL.length;
  const output = await compile(lines.join("\n"), compilerOf);
  const found = new Map<number, Diagnostic>();
  for (const part of output.split(/^(?=\S)/m)) {
    const [, line = 0, column = 0, message = part] = /^\S+\((\d+),(\d+)\): error TS\d+: (.*)/s.exec(part) ?? [];
    const messages = message.trimEnd().split("\n");
    if (part.trim() !== "")
      found.set(Number(line) - 1 - before, {
        messages,
        under: (lines[Number(line) - 1] ?? "").slice(Number(column) - 1),
      });
  }
  return found;
}

async function compile(program: string, compilerOf: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "compile-errors-"));
  const compilerOptions = {
    paths: {
      "@cdn-export/api": [join(packages, "api/generated/types.ts")],
      "@cdn-export/client": [join(packages, "client/src/index.ts")],
    },
  };
  const options = { extends: join(packages, "../tsconfig.base.json"), compilerOptions, files: ["calls.ts"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(options));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "calls.ts"), program);
  const compiler = join(dirname(createRequire(compilerOf).resolve("typescript/package.json")), "bin/tsc");
  const run = promisify(execFile)(process.execPath, [compiler, "-p", ".", "--pretty", "false"], { cwd: folder });
  const { stdout } = await run.catch((error) => error);
  await rm(folder, { recursive: true });
  return stdout;
}
