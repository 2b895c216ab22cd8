// The config file: what commands take from it, and what is wrong with it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configSchema } from "../scripts/config-schema.ts";
import { newFolder, run } from "../scripts/run.ts";
import { pointsCsv, reportFolder } from "./report-folder.ts";

const ROOT = join(import.meta.dirname, "..");
const isValid = new Ajv().compile(JSON.parse(configSchema()));

/** A folder with this config file. */
function configured(config: object | string | Uint8Array): string {
  const cwd = newFolder();
  const isText = typeof config === "string" || config instanceof Uint8Array;
  writeFileSync(join(cwd, "cdn-export.json"), isText ? config : JSON.stringify(config));
  return cwd;
}

test("the schema in the package is that of the program (npm run cli:reference)", () => {
  expect(readFileSync(join(ROOT, "config.schema.json"), "utf8")).toBe(configSchema());
  const { files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(files).toContain("config.schema.json");
});

test("the file in docs/config.md is valid", async () => {
  const docs = readFileSync(join(ROOT, "../../docs/config.md"), "utf8");
  const [, json = ""] = /```json\n([\s\S]*?)```/.exec(docs) ?? [];
  expect(isValid(JSON.parse(json))).toBe(true);
  const { stderr } = await run(["summary"], { cwd: configured(json) });
  expect(stderr).toBe("cdn-export: exports can't be read: it doesn't exist\n");
});

describe("sync", () => {
  let cloud: Emulator;
  beforeAll(async () => {
    cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
  });
  afterAll(() => cloud.close());

  const config = () => ({
    actions: ["uv"],
    domains: ["www.example.com", "img.example.com"],
    folder: "daily",
    endpoint: cloud.url,
    plan: { from: "2026-11-01", to: "2026-11-03", batch: 2, wait: "10m" },
  });

  test("needs no arguments, and keeps the folder next to the file when it starts elsewhere", async () => {
    const cwd = configured(config());
    const { code, stdout, stderr } = await run(["sync", "--config", join(cwd, "cdn-export.json")]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(`2 of 2 files in ${join(cwd, "daily")}, 2 new\n`);
    expect(readdirSync(join(cwd, "daily/uv"))).toEqual(["2026-11-01", "2026-11-02"]);
    expect((await run(["sync"], { cwd })).stdout).toBe("2 of 2 files in daily, 0 new\n");
  });

  test("takes arguments, flags and the endpoint of the environment instead of those in the file", async () => {
    const cwd = configured({ ...config(), endpoint: "https://nowhere.invalid" });
    const args = ["sync", "uv", "www.example.com", "--on", "2026-11-01", "-o", "other"];
    const { code, stdout, stderr } = await run(args, { cwd, env: { CDN_EXPORT_ENDPOINT: cloud.url } });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "1 of 1 file in other, 1 new\n", stderr: "" });
  });

  test("names what neither the arguments nor the file have", async () => {
    const { stderr } = await run(["sync"], { cwd: configured({ actions: ["uv"] }) });
    expect(stderr).toBe("cdn-export: missing required argument 'domain'. See cdn-export sync --help\n");
    const without = await run(["sync"], { cwd: newFolder() });
    expect(without).toMatchObject({
      code: 2,
      stderr: "cdn-export: missing required argument 'actions'. See cdn-export sync --help\n",
    });
  });

  test("get takes the domains and the endpoint, not the plan", async () => {
    const cwd = configured({ ...config(), plan: { on: "2026-10", language: "zh" } });
    const { stdout } = await run(["get", "uv", "--on", "2026-11-01"], { cwd });
    expect(stdout).toMatch(/^uv_2026-11-01_2026-11-02_www\.example\.com\+img\.example\.com\.csv\n$/);
  });

  test("status takes the folder and the period", async () => {
    const cwd = configured({ ...config(), plan: { from: "2026-11-01", to: "2026-11-02" } });
    await run(["sync"], { cwd });
    expect((await run(["status"], { cwd })).code).toBe(0);
    writeFileSync(
      join(cwd, "cdn-export.json"),
      JSON.stringify({ ...config(), plan: { from: "2026-11-01", to: "2026-11-03" } }),
    );
    const { code, stdout } = await run(["status"], { cwd });
    expect(code).toBe(5);
    expect(stdout).toContain("Oldest gap: uv, img.example.com, 2026-11-02 00:00 to 2026-11-03 00:00: missing");
  });
});

describe("bill and summary", () => {
  const MONTH = { from: "2025-11-01", to: "2025-12-01" };
  const csv = pointsCsv(MONTH.from, MONTH.to, ["www.example.com"], () => 3_750_000);
  const folder = reportFolder([{ ...MONTH, domains: ["www.example.com"], groupBy: "domain", interval: 300, csv }]);
  writeFileSync(join(folder, "customers.csv"), "domain,customer\n*.example.com,Example Ltd\n");
  writeFileSync(join(folder, "prices.csv"), "area,mode,up_to,unit,price\n,p95,,Mbit/s,7\n");

  test("take the folder, the prices and the customers", async () => {
    const cwd = configured({ folder, prices: ["p95=20/Mbit/s"] });
    const { code, stdout } = await run(["bill", "2025-11"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^p95 +2\.00 +2\.20 +Mbit\/s$/m);
    expect((await run(["summary"], { cwd })).stdout).toMatch(/^Traffic +32\.4 GB$/m);
    const config = join(folder, "files.json");
    writeFileSync(config, JSON.stringify({ folder: ".", prices: "prices.csv", customers: "customers.csv" }));
    const files = await run(["bill", "2025-11", "--config", config]);
    expect(files.stdout).toMatch(/^p95 +0\.70 +0\.77 +Mbit\/s$/m);
    expect(files.stdout).toMatch(/^Example Ltd +32\.4 GB +100\.00 /m);
    const flag = await run(["bill", "2025-11", "--config", config, "--price", "p95=10/Mbit/s"]);
    expect(flag.stdout).toMatch(/^p95 +1\.00 +1\.10 +Mbit\/s$/m);
  });
});

test("the profile file is the one that the file names; keys of the environment win", async () => {
  const cwd = configured({ profile: "keys/credentials" });
  mkdirSync(join(cwd, "keys"));
  writeFileSync(join(cwd, "keys/credentials"), "[global]\nak = PROFILEFAKEAK\nsk = obviously-fake\n");
  const none = { HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "", CDN_EXPORT_ENDPOINT: "http://127.0.0.1:1" };
  expect((await run(["doctor"], { cwd, env: none })).stdout).toContain("profile file: AK PROF...");
  const env = { CDN_EXPORT_ENDPOINT: "http://127.0.0.1:1" };
  expect((await run(["doctor"], { cwd, env })).stdout).toContain("environment: AK ");
});

describe("what is wrong has one line with the key", () => {
  const wrong: [config: object | string, message: string][] = [
    [
      { domain: ["a.example.com"] },
      "domain: isn't one of actions, domains, folder, endpoint, profile, plan, prices, customers. Did you mean domains?",
    ],
    [{ plan: { perr: "day" } }, "plan.perr: isn't one of plan.per, plan.batch,"],
    [{ actions: ["uvs"] }, 'actions: "uvs" isn\'t one of reports_detail,'],
    [{ actions: "uv" }, "actions: must be a list of texts"],
    [{ domains: [] }, "domains: must be a text or a list of texts"],
    [{ domains: "www.example.com" }, 'domains: must be a list, or "all"'],
    [{ folder: 7 }, "folder: must be a text"],
    [{ plan: "7d" }, "plan: must be an object"],
    [{ plan: { interval: "300" } }, "plan.interval: must be a number"],
    [{ plan: { interval: 7 } }, 'plan.interval: "7" isn\'t one of 300, 3600'],
    [{ plan: { batch: 0 } }, 'plan.batch: "0" isn\'t a whole number of at least 1'],
    [{ plan: { batch: 1.5 } }, 'plan.batch: "1.5" isn\'t a whole number'],
    [{ plan: { wait: "7" } }, 'plan.wait: "7" isn\'t a duration: use 90s, 45m or 2h'],
    [{ plan: { country: [1] } }, "plan.country: must be a text or a list of texts"],
    [[], "must be an object"],
    ['{"folder": ', "isn't JSON: "],
  ];

  test.each(wrong)("%j", async (config, message) => {
    const { code, stdout, stderr } = await run(["status"], { cwd: configured(config) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.startsWith(`cdn-export: cdn-export.json: ${message}`), stderr).toBe(true);
    expect(stderr.split("\n")).toHaveLength(2);
    if (typeof config === "object") expect(isValid(config)).toBe(false);
  });

  test.each([
    [{ plan: { last: "7x" } }, `plan.last: "7x" isn't a time span: use 7d, 2w or 24h`],
    [{ plan: { last: "7d", on: "yesterday" } }, "plan: last and on can't be combined: use one of them"],
    [{ plan: { from: "2026-11-02", to: "2026-11-01" } }, "plan: from 2026-11-02 is not before to 2026-11-01"],
  ])("%j, which is beyond the schema", async (config, message) => {
    const { code, stderr } = await run(["sync"], { cwd: configured(config) });
    expect(code).toBe(2);
    expect(stderr.startsWith(`cdn-export: cdn-export.json: ${message}`), stderr).toBe(true);
    expect(isValid(config)).toBe(true);
  });

  test.each(["sk", "AK", "securityToken", "accessKeyId", "password"])(
    "a secret as %s, which is never printed",
    async (key) => {
      const { code, stderr } = await run(["sync"], { cwd: configured({ [key]: "obviously-fake-secret" }) });
      expect(code).toBe(2);
      expect(stderr).toBe(
        `cdn-export: cdn-export.json: ${key}: secrets don't belong in this file: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or name a profile file in profile\n`,
      );
    },
  );

  test("a file that isn't JSON, of which no piece is printed", async () => {
    for (const text of [
      '{"sk": obviously-fake-secret}',
      '{\n  "sk": "obviously-fake-secret"\n  "domains": []\n}',
      "obviously-fake-secret",
    ]) {
      const { code, stderr } = await run(["sync"], { cwd: configured(text) });
      expect(code).toBe(2);
      expect(stderr).toMatch(/^cdn-export: cdn-export\.json: isn't JSON: [^\n]+\n$/);
      expect(stderr).not.toContain("fake");
    }
  });

  test("a file that isn't there, and one in UTF-16", async () => {
    const { code, stderr } = await run(["sync", "--config", "none.json"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "cdn-export: none.json can't be read: it doesn't exist\n" });
    const utf16 = Buffer.from('\ufeff{"folder": 7}', "utf16le");
    expect((await run(["status"], { cwd: configured(utf16) })).stderr).toContain("folder: must be a text\n");
  });

  test("is in Chinese, too", async () => {
    const { stderr } = await run(["sync", "--lang", "zh"], { cwd: configured({ plan: { last: "7x", per: "day" } }) });
    expect(stderr).toBe('cdn-export: cdn-export.json：plan.last："7x" 不是时间跨度：请用 7d、2w 或 24h\n');
    const kind = await run(["sync", "--lang", "zh"], { cwd: configured({ domains: "www" }) });
    expect(kind.stderr).toBe('cdn-export: cdn-export.json：domains：应为列表或 "all"\n');
  });
});
