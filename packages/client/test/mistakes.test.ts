// The messages for common mistakes of new users, in mistakes.txt: one line each, with the problem and what to do.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fakeService } from "@cdn-export/test-support/fake-service";
import { afterEach, expect, it, vi } from "vitest";
import { type ClientOptions, createExportClient, day, days, lastDays, month } from "../src/index.ts";
import { fileLock, saveFile } from "../src/node.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const KEY = { ak: "EXAMPLEAK", sk: "not-a-secret" };

const create = (options: unknown) => createExportClient(options as ClientOptions);
const exported = () => createExportClient(fakeService().options).exportStatistics(QUERY);

const MISTAKES: Record<string, () => unknown> = {
  "createExportClient()": () => create(undefined),
  "createExportClient({})": () => create({}),
  "createExportClient({ credentials: process.env.CREDENTIALS })": () => create({ credentials: undefined }),
  "createExportClient({ credentials: { ak: undefined, sk } })": () =>
    create({ credentials: { ...KEY, ak: undefined } }),
  "createExportClient({ credentials: { ak, sk: '' } })": () => create({ credentials: { ...KEY, sk: "" } }),
  "createExportClient({ credentials: { accessKey, secretKey } })": () =>
    create({ credentials: { accessKey: KEY.ak, secretKey: KEY.sk } }),
  "createExportClient({ credentials: provider() })": () => create({ credentials: Promise.resolve(KEY) }),
  "createExportClient({ credentials: () => undefined })": () =>
    create({ ...fakeService().options, credentials: () => undefined }).exportStatistics(QUERY),
  "createExportClient({ credentials: () => ({ ak, sk: undefined }) })": () =>
    create({ ...fakeService().options, credentials: () => ({ ...KEY, sk: undefined }) }).exportStatistics(QUERY),
  'createExportClient({ endpoint: "cn-north-1" })': () => create({ credentials: KEY, endpoint: "cn-north-1" }),
  'createExportClient({ endpoint: "cdn.myhuaweicloud.com" })': () =>
    create({ credentials: KEY, endpoint: "cdn.myhuaweicloud.com" }),
  "createExportClient({ lock: fileLock })": () => create({ credentials: KEY, lock: "account.lock" }),
  'createExportClient({ callTimeout: "30000" })': () => create({ credentials: KEY, callTimeout: "30000" }),
  "exportStatistics()": () => create({ ...fakeService().options }).exportStatistics(undefined as never),
  "fileLock()": () => fileLock(undefined as never),
  'saveFile(cdn.exportStatistics(query), "a.csv")': () => saveFile(exported() as never, "a.csv"),
  "saveFile(file)": async () => saveFile(await exported(), undefined as never),
  'saveFile("a.csv", file)': async () => saveFile("a.csv" as never, (await exported()) as never),
  'saveFile(undefined, "a.csv")': () => saveFile(undefined as never, "a.csv"),
  'day("yesterday")': () => day("yesterday"),
  'day("2026-02-30")': () => day("2026-02-30"),
  "day(new Date())": () => day(new Date(0) as never),
  'days("2026-11-07", "2026-11-01")': () => days("2026-11-07", "2026-11-01"),
  'lastDays("7")': () => lastDays("7" as never),
  'month("2026-13")': () => month("2026-13"),
};

it("each common mistake is reported in one line", async () => {
  const lines: string[] = [];
  for (const [mistake, make] of Object.entries(MISTAKES)) {
    const error = await Promise.resolve()
      .then(make)
      .then(
        () => undefined,
        (reason) => reason,
      );
    expect(error, mistake).toBeInstanceOf(Error);
    expect(error.message).not.toMatch(/\n|not-a-secret|is not a function|Cannot read prop/);
    lines.push(`${mistake}\n  ${error.name}: ${error.message}`);
  }
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("mistakes.txt");
});

afterEach(() => vi.restoreAllMocks());

const YESTERDAY = {
  action: "top_ip_detail",
  domains: "all",
  ...lastDays(1, Date.parse("2026-11-30T08:00+08:00")),
} as const;

function earlyService() {
  const service = fakeService();
  service.runtime.now = () => Date.parse("2026-11-30T08:00+08:00");
  return service;
}

it("a warning is passed to onWarning, and is in the file", async () => {
  const seen: string[] = [];
  const { options } = earlyService();
  const cdn = createExportClient({ ...options, onWarning: ({ message }) => seen.push(message) });
  const file = await cdn.exportStatistics(YESTERDAY);
  expect(seen).toEqual([expect.stringMatching(/12:00/)]);
  expect(file.warnings.map(({ message }) => message)).toEqual(seen);
  // A restored job doesn't report it again.
  const state = { version: 1, id: "a", phase: "waiting", taskId: file.task.task_id, request: file.request } as never;
  await cdn.restore({ ...(state as object), startedAt: 0, elapsedMs: 0, warnings: file.warnings } as never).result();
  expect(seen).toHaveLength(1);
});

it("an onWarning that throws doesn't affect the export", async () => {
  const cdn = createExportClient({
    ...earlyService().options,
    onWarning() {
      throw new Error("a mistake");
    },
  });
  expect((await cdn.exportStatistics(YESTERDAY)).warnings).toHaveLength(1);
});

it("without onWarning, a warning is printed once", async () => {
  const emitWarning = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const cdn = createExportClient(earlyService().options);
  for (let i = 0; i < 3; i++) await cdn.exportStatistics(YESTERDAY);
  expect(emitWarning).toHaveBeenCalledOnce();
  expect(emitWarning).toHaveBeenCalledWith(expect.stringMatching(/12:00/), "CdnExportWarning");
});

it("credentialsFromEnv names the variables that it reads", async () => {
  const script = `import { credentialsFromEnv } from "@cdn-export/signer/node"; await credentialsFromEnv({})();`;
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
  });
  await expect(run).rejects.toThrow(/HUAWEICLOUD_SDK_AK/);
});
