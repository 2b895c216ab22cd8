// The form, the request that it makes, and the same call in other languages.
import { spawn } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { operations } from "@cdn-export/api/operations";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { canonicalRequest, sign, stringToSign } from "@cdn-export/signer";
import { expect, it, onTestFinished } from "vitest";
import { SAMPLES } from "../../src/assets.ts";
import type { CreateBody, Form, Preview, Sample, SampleLanguage } from "../../src/contract.ts";
import { type Tested, temporaryFolder, testConsole } from "./support.ts";

const BODY: CreateBody = {
  action: "top_url_detail",
  domain_name: "www.example.com,img.example.com",
  start_time: Date.parse("2026-11-10T00:00:00+08:00"),
  end_time: Date.parse("2026-11-11T00:00:00+08:00"),
  stat_type: "flux",
  language: "en",
};

async function preview(tested: Tested, body: object): Promise<Preview> {
  return (await tested.post("/api/preview", body)).json();
}

it("has a field for each field of the spec, with names in both languages", async () => {
  const { fields, example, operation } = await (await testConsole()).read<Form>("/api/form");
  expect(fields.map(({ name }) => name)).toEqual(Object.keys(operations.createExportTask.body));
  expect(operation).toMatchObject({ method: "POST", path: operations.createExportTask.path });
  for (const { name, label, description, values, type } of fields) {
    for (const one of [label, description, ...values])
      expect([name, one.zh]).toEqual([name, expect.stringMatching(/\p{Script=Han}|URL|^User|^\d/u)]);
    expect(values.length > 0).toBe(type === "choice" || type === "codes");
  }
  expect((await preview(await testConsole(), example)).findings).toEqual([]);
});

it.each<[string, CreateBody, field: string, severity: string, en: RegExp]>([
  ["an unknown action", { ...BODY, action: "top_urls" }, "action", "error", /did you mean/],
  ["a country for an action without", { ...BODY, country: "cn" }, "country", "error", /must not be sent/],
  ["an end before the start", { ...BODY, end_time: 1 }, "start_time", "error", /begin before it ends/],
  ["a URL as a domain", { ...BODY, domain_name: "https://www.example.com/" }, "domain_name", "error", /./],
  [
    "data that isn't complete",
    { ...BODY, end_time: Date.parse("2026-11-21T00:00:00+08:00") },
    "end_time",
    "warning",
    /./,
  ],
  ["an unknown field", { ...BODY, colour: "red" }, "colour", "error", /must not be sent|unknown|not/],
])("finds %s, next to its field", async (_, body, field, severity, en) => {
  const { findings, isValid } = await preview(await testConsole(), body);
  expect(isValid).toBe(severity === "warning");
  const found = findings.find((one) => one.field === field);
  expect(found).toMatchObject({ severity, message: { en: expect.stringMatching(en) } });
  expect(found?.message.zh).toMatch(/\p{Script=Han}/u);
});

it("names the fields that a query needs", async () => {
  const { findings } = await preview(await testConsole(), {});
  expect(findings.filter(({ severity }) => severity === "error").map(({ field }) => field)).toEqual([
    "action",
    "domain_name",
    "start_time",
    "end_time",
  ]);
});

it("signs the request as the client does, and masks the access key", async () => {
  const tested = await testConsole();
  const { request } = await preview(tested, BODY);
  const { method, url, headers, body } = request;
  expect(request).toMatchObject({
    isExample: true,
    method: "POST",
    url: "https://cdn.example.com/v1/cdn/statistics/export-tasks",
  });
  const date = headers.find(([name]) => name === "x-sdk-date")?.[1] ?? "";
  const given = { method, url, headers: { "content-type": "application/json" }, body };
  const signed = await sign(given, DEMO_CREDENTIALS, { date });
  const masked = signed.headers.authorization?.replace(DEMO_CREDENTIALS.ak, `${DEMO_CREDENTIALS.ak.slice(0, 4)}***`);
  expect(Object.fromEntries(headers)).toEqual({ ...signed.headers, authorization: masked });
  const sha256 = async (of: string) =>
    Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(of))).toString("hex");
  const canonical = canonicalRequest({ method, url, headers: signed.headers }, await sha256(body));
  expect(request.canonicalRequest).toBe(canonical);
  expect(request.stringToSign).toBe(stringToSign(date, await sha256(canonical)));
});

it.each([
  ["a temporary key", { ...DEMO_CREDENTIALS, securityToken: "made-up-security-token" }, "made-up-security-token"],
  ["a token of IAM", { authToken: "made-up-auth-token" }, "made-up-auth-token"],
])("hides the token of %s", async (_, credentials, secret) => {
  const tested = await testConsole({ credentials: async () => credentials });
  const response = await tested.post("/api/preview", BODY);
  const shown = await response.text();
  expect(response.status).toBe(200);
  expect(shown).not.toContain(secret);
  expect(shown).toContain("***");
});

const QUERIES: Readonly<Record<SampleLanguage, RegExp | undefined>> = {
  typescript: /\{\n {2}action: [\s\S]*?\n\}/,
  curl: undefined,
  python: /(?<=ExportTaskVo\().*?(?=\)\)\))/,
  java: /Map\.ofEntries\([\s\S]*?\)\)(?=\)\.get)/,
  go: /(?:\t\w+ := .*\n)+(?=\tresponse)/,
  node: /(?<=createExportTask\()\{.*\}/,
};

it("shows the programs of the repository, which differ only in the query", async () => {
  const { samples } = await preview(await testConsole(), BODY);
  expect(samples.map(({ language }) => language)).toEqual(["typescript", "curl", "python", "java", "go", "node"]);
  for (const { language, file, code, more = [] } of samples) {
    const query = QUERIES[language];
    for (const each of more) expect(each.code).toBe(readFileSync(SAMPLES[each.file] ?? "", "utf8"));
    if (query === undefined) continue;
    const source = readFileSync(SAMPLES[file] ?? "", "utf8").replace(" with an empty request", "");
    const given = code.match(query)?.[0] ?? "";
    for (const value of Object.values(BODY)) {
      const isTime = language === "typescript" && typeof value === "number";
      const parts = isTime ? [new Date(value).toISOString()] : String(value).split(",");
      for (const part of parts) expect(given).toContain(part);
    }
    // Every line of the program is there, apart from those with the query.
    const lines = new Set(code.split("\n"));
    const lost = source.split("\n").filter((line) => !lines.has(line));
    expect([language, lost.length]).toEqual([language, language === "typescript" ? 3 : 1]);
  }
});

it.each<[SampleLanguage, runner: string]>([
  ["node", "official-sdk"],
  ["typescript", "quickstart"],
])("the %s sample creates exactly the query", async (language, owner) => {
  const cloud = await startEmulator({ runMs: 0 });
  onTestFinished(() => cloud.close());
  const { samples } = await preview(await testConsole(), BODY);
  const { file, code, more = [] } = samples.find((sample) => sample.language === language) as Sample;
  // Its imports are those of the package that it comes from.
  const folder = temporaryFolder();
  symlinkSync(join(import.meta.dirname, "../../..", owner, "node_modules"), join(folder, "node_modules"));
  for (const one of [{ file, code }, ...more]) writeFileSync(join(folder, one.file), one.code);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const env = {
    ...process.env,
    CLOUD_SDK_AK: DEMO_CREDENTIALS.ak,
    CLOUD_SDK_SK: DEMO_CREDENTIALS.sk,
    HUAWEICLOUD_SDK_AK: DEMO_CREDENTIALS.ak,
    HUAWEICLOUD_SDK_SK: DEMO_CREDENTIALS.sk,
    HUAWEICLOUD_SDK_IAM_ENDPOINT: cloud.url,
    CDN_EXPORT_ENDPOINT: cloud.url,
  };
  const child = spawn(process.execPath, [file], { cwd: folder, env });
  const [stderr] = await Promise.all([text(child.stderr), text(child.stdout)]);
  expect([stderr, cloud.tasks.map(({ request }) => request)]).toEqual([
    expect.not.stringContaining("status:"),
    [expect.objectContaining(BODY)],
  ]);
});
