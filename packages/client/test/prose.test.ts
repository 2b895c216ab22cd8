// Compares the constants in documents and docstrings with the code. If you reword such a sentence, change its line here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACTION_NAMES, countries, isps, provinces } from "@cdn-export/api/values";
import { expect, it } from "vitest";
import {
  JOB_TIMEOUT_MS,
  MAX_CREATE_CALLS,
  SERVER_SKEW_MS,
  STALL_TIMEOUT_MS,
  VISIBILITY_TIMEOUT_MS,
} from "../src/base/constants.ts";
import { baseUrl } from "../src/call/endpoint.ts";
import { CALL_TIMEOUT_MS } from "../src/client.ts";
import { GRACE_MS } from "../src/node/file-lock.ts";

const WORDS: Readonly<Record<string, number>> = { two: 2, nine: 9, ten: 10, 两: 2 };
const UNITS: Readonly<Record<string, number>> = { s: 1000, second: 1000, m: 60_000, minute: 60_000, 分钟: 60_000 };

/** The value of a text, in milliseconds or as a number: `30 minutes`, `two minutes`, `30m`, `1_800_000`, `nine`. */
function amountOf(text: string): number {
  const [, amount = "", unit = ""] = /^([\d_]+|\p{L}+?) ?(s|m|second|minute|分钟)?s?$/u.exec(text) ?? [];
  return (WORDS[amount] ?? Number(amount.replaceAll("_", ""))) * (UNITS[unit] ?? 1);
}

const read = (path: string) => readFileSync(join(import.meta.dirname, "../../..", path), "utf8");

it.each<[path: string, sentence: RegExp, value: number]>([
  ["packages/client/README.md", /`callTimeout` \((.+?)\)/, CALL_TIMEOUT_MS],
  ["packages/client/README.md", /`timeout` of a job \((.+?)\)/, JOB_TIMEOUT_MS],
  ["packages/client/README.md", /`visibilityTimeout` \((2 .+?)\)/, VISIBILITY_TIMEOUT_MS],
  ["packages/client/README.md", /`visibilityTimeout` \((two .+?)\)/, VISIBILITY_TIMEOUT_MS],
  ["packages/client/README.md", /`stallTimeout` \((.+?)\)/, STALL_TIMEOUT_MS],
  ["packages/client/README.md", /`grace` \((.+?)\)/, GRACE_MS],
  ["packages/client/README.md", /with (ten seconds) of tolerance/, SERVER_SKEW_MS],
  ["README.md", /looks for a new task for (.+?) \(`visibilityTimeout`\)/, VISIBILITY_TIMEOUT_MS],
  ["README.zh-CN.md", /新任务最多查找(.+?)（`visibilityTimeout`）/, VISIBILITY_TIMEOUT_MS],
  ["packages/client/src/client.ts", /API call\..* @default ([\d_]+)/, CALL_TIMEOUT_MS],
  ["packages/client/src/job/options.ts", /whole job[^@]* @default ([\d_]+)/, JOB_TIMEOUT_MS],
  ["packages/client/src/job/options.ts", /in the list\. @default ([\d_]+)/, VISIBILITY_TIMEOUT_MS],
  ["packages/client/src/job/options.ts", /may receive nothing[^@]* @default ([\d_]+)/, STALL_TIMEOUT_MS],
  ["packages/client/src/job/options.ts", /up to (\w+) times/, MAX_CREATE_CALLS - 1],
  ["packages/client/src/node/file-lock.ts", /@default ([\d_]+)/, GRACE_MS],
  ["apps/cli/src/flags/common-flags.ts", /--timeout <time>[^;]*?\(default: (\w+)\)/, JOB_TIMEOUT_MS],
  ["apps/cli/src/flags/common-flags.ts", /--timeout <time>[^;]*?（默认：(\w+)）/, JOB_TIMEOUT_MS],
])("%s: %s", (path, sentence, value) => {
  const [, said = "(nothing of the kind)"] = sentence.exec(read(path)) ?? [];
  expect(amountOf(said), said).toBe(value);
});

it.each([
  ["action: Action", ACTION_NAMES],
  ["countries: readonly Country[]", countries],
  ["provinces: readonly Province[]", provinces],
  ["isps?: readonly Isp[]", isps],
])("the docs of %s name every code of the spec in English", (property, codes) => {
  const before = read("packages/client/src/query/query.ts").split(`\n  ${property}`)[0] ?? "";
  const docs = before.slice(before.lastIndexOf("/**")).replaceAll(/\s+(\* )?/g, " ");
  for (const { code, en } of codes)
    expect(docs).toContain(en.toLowerCase() === code ? `\`${code}\`` : `\`${code}\` (${en})`);
});

it("the sites are the servers of the spec", () => {
  for (const site of ["cn", "eu"]) expect(read("spec/openapi.yaml")).toContain(`url: ${baseUrl(site)}\n`);
});
