// The client against the emulator: whole exports over signed requests, with and without failures.
import { DEMO_CREDENTIALS, type EmulatorOptions, type Fault, manualClock, startEmulator } from "@cdn-export/emulator";
import { describe, expect, it } from "vitest";
import { type ClientOptions, createExportClient, type ExportQuery } from "../src/index.ts";

const QUERY: ExportQuery = {
  action: "top_url_detail",
  domains: ["www.example.com"],
  from: "2026-11-01",
  to: "2026-11-08",
};
const START = Date.parse("2026-11-20T00:00:00Z");

/** A cloud and a client with the same clock, which only sleeps advance. */
async function setUp(options: EmulatorOptions = {}, changes: Partial<ClientOptions> = {}) {
  const clock = manualClock(START);
  const cloud = await startEmulator({ port: false, clock, format: "csv", ...options });
  const sleep = async (ms: number, signal: AbortSignal | undefined) => {
    signal?.throwIfAborted();
    cloud.advance(ms);
    await new Promise(setImmediate);
    signal?.throwIfAborted();
  };
  const runtime = { now: () => clock.now(), random: () => 0, sleep };
  const cdn = createExportClient({
    credentials: DEMO_CREDENTIALS,
    endpoint: cloud.url,
    fetch: cloud.fetch,
    runtime,
    ...changes,
  });
  return { cloud, cdn, runtime };
}

const ACTIONS = [
  "reports_detail",
  "top_url_detail",
  "top_ua_detail",
  "top_referer_detail",
  "top_ip_detail",
  "isp_detail",
  "top_path_detail",
  "uv",
] as const;

describe("an export from the emulator", () => {
  it.each(ACTIONS)("of %s returns its task's file, byte for byte", async (action) => {
    const { cloud, cdn } = await setUp();
    const file = await cdn.exportStatistics({ ...QUERY, action });
    const [task] = cloud.tasks;
    expect(cloud.tasks).toHaveLength(1);
    expect([file.task.task_id, file.request]).toEqual([task?.task_id, task?.request]);
    const again = await cdn
      .restore({
        version: 1,
        id: "other",
        phase: "waiting",
        request: file.request,
        startedAt: 0,
        elapsedMs: 0,
        warnings: [],
        taskId: file.task.task_id,
      })
      .result();
    expect(await again.bytes()).toEqual(await file.bytes());
  });

  it.each<[string, Fault[]]>([
    ["a reset after the create call", [{ at: "create", what: "reset-after" }]],
    ["an error instead of a page of the list", [{ at: "list", what: "error-200", code: "CDN.0000" }]],
    ["HTML instead of a page of the list", [{ at: "list", what: "html" }]],
    ["throttling of the create call", [{ at: "create", what: "status", status: 429, code: "APIGW.0308" }]],
    ["resets of the list", [{ at: "list", what: "reset-before", times: 3 }]],
    [
      "a reset and errors of the object storage",
      [
        { at: "download", what: "reset-before" },
        { at: "download", what: "status", status: 503 },
      ],
    ],
    ["a file that is cut several times", [{ at: "download", what: "truncate", bytes: 700, times: 5 }]],
    [
      "a redirect and an expired link",
      [
        { at: "download", what: "redirect" },
        { at: "download", what: "link-expired" },
      ],
    ],
  ])("succeeds with one task despite %s", async (_, faults) => {
    const { cloud, cdn } = await setUp({ listDelayMs: 5000 });
    cloud.faults.push(...faults);
    const file = await cdn.exportStatistics(QUERY);
    expect((await file.bytes()).length).toBeGreaterThan(1000);
    expect(cloud.tasks).toHaveLength(1);
  });

  it.each<[string, Fault, string]>([
    ["a lost task", { at: "create", what: "lose" }, "TaskNotListedError"],
    ["a call that never arrived", { at: "create", what: "reset-before" }, "AmbiguousTaskError"],
    ["a failed task", { at: "create", what: "task-fails" }, "JobFailedError"],
    ["a refusal", { at: "create", what: "error-200", code: "CDN.0201" }, "ApiError"],
    [
      "an error page instead of a file",
      { at: "download", what: "html", status: 200, times: "always" },
      "CorruptFileError",
    ],
    ["an error instead of a file", { at: "download", what: "error-200", times: "always" }, "CorruptFileError"],
  ])("fails with the right error after %s", async (_, fault, names) => {
    const { cloud, cdn } = await setUp();
    cloud.faults.push(fault);
    const error = await cdn
      .exportStatistics(QUERY)
      .then((file) => file.bytes())
      .catch((reason) => reason);
    expect(names.split(" ")).toContain(error.name);
    expect(cloud.tasks.length).toBeLessThanOrEqual(1);
  });

  it("renews an expired link", async () => {
    const { cloud, cdn } = await setUp({ linkLifeMs: 60_000 });
    const file = await cdn.exportStatistics(QUERY);
    cloud.advance(120_000);
    expect((await file.bytes()).length).toBeGreaterThan(1000);
  });

  it("reports a wrong secret after one call, without repeating it", async () => {
    const { cdn } = await setUp({}, { credentials: { ...DEMO_CREDENTIALS, sk: "another-not-a-secret" } });
    const error = await cdn.exportStatistics(QUERY).catch((reason) => reason);
    expect(error).toMatchObject({ name: "SignatureError", code: "APIGW.0301", status: 401 });
    expect(error.message).not.toContain("not-a-secret");
  });

  it("corrects a clock that is an hour wrong", async () => {
    const { cdn, runtime } = await setUp();
    const skewed = cdn.with({ runtime: { ...runtime, now: () => runtime.now() + 3_600_000 } });
    expect((await skewed.exportStatistics(QUERY)).task.status).toBe("success");
  });

  it("detects a wrong clock with one bad signature, even if many jobs start at once", async () => {
    const { cloud, cdn, runtime } = await setUp({ lockAfter: 1 });
    const { task } = await cdn.exportStatistics(QUERY);
    const state = { version: 1, phase: "waiting", request: {}, startedAt: 0, elapsedMs: 0, warnings: [] } as const;
    const skewed = cdn.with({ runtime: { ...runtime, now: () => runtime.now() - 3_600_000 } });
    const jobs = Array.from({ length: 9 }, (_, i) => skewed.restore({ ...state, id: `${i}`, taskId: task.task_id }));
    for (const job of jobs) expect((await job.result()).task.status).toBe("success");
    expect(cloud.tasks).toHaveLength(1);
  });

  it("gives each of eight simultaneous jobs its own file", async () => {
    const { cloud, cdn } = await setUp({ listDelayMs: 3000 });
    const files = await Promise.all(ACTIONS.map((action) => cdn.exportStatistics({ ...QUERY, action })));
    expect(cloud.tasks).toHaveLength(8);
    for (const [i, { task }] of files.entries()) {
      expect(cloud.tasks.find(({ task_id }) => task_id === task.task_id)?.request.action).toBe(ACTIONS[i]);
    }
  });
});
