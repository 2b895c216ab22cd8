// Exports from the page: from the calendar and the form, live, and after the page was closed.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createExportClient } from "@cdn-export/client";
import { DEMO_CREDENTIALS } from "@cdn-export/emulator";
import { openLedger, readLedger } from "@cdn-export/sync";
import { pointsCsv, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { expect, it, onTestFinished } from "vitest";
import type {
  Completeness,
  CreateBody,
  Exchange,
  Folder,
  Job,
  JobDetail,
  Jobs,
  NewJob,
  Overview,
} from "../../src/contract.ts";
import { consoleWithEmulator, NOW, type Tested, temporaryFolder, testConsole } from "./support.ts";

const DAY = { from: Date.parse("2026-11-10T00:00:00+08:00"), to: Date.parse("2026-11-11T00:00:00+08:00") };
const BODY: CreateBody = {
  action: "reports_detail",
  domain_name: "www.example.com",
  start_time: DAY.from,
  end_time: DAY.to,
  interval: 300,
  group_by: "domain",
  language: "en",
};

async function start(tested: Tested, request: NewJob): Promise<Job> {
  const response = await tested.post("/api/jobs", request);
  expect(response.status).toBe(201);
  return response.json();
}

/** Waits for the end of a job. */
async function endOf(tested: Tested, request: NewJob): Promise<Job> {
  const events = await tested.events();
  const { id } = await start(tested, request);
  return events.until<Job>("job", (job) => job.id === id && !["queued", "running", "stopping"].includes(job.state));
}

it("exports the query of the form into the folder, and shows its figures", async () => {
  const tested = await consoleWithEmulator();
  const job = await endOf(tested, { body: BODY });
  expect(job).toMatchObject({ state: "done", action: "reports_detail", canStop: false, canDismiss: true });
  expect(job.file?.bytes).toBeGreaterThan(10_000);
  const { figures, series } = await tested.whole<Overview>("/api/overview");
  expect(series.map(({ key }) => key)).toEqual(["www.example.com"]);
  expect(figures.points).toEqual({ present: 288, zero: 0, missing: 0 });
  const records = await readLedger(join(tested.folder, ".cdn-export.ledger"));
  expect([...records.keys()]).toEqual([job.window]);
});

it("shows each step as it happens, and the calls with their responses", async () => {
  const tested = await consoleWithEmulator();
  const events = await tested.events();
  const { id } = await start(tested, { body: BODY });
  for (const phase of ["submitting", "waiting"])
    expect((await events.until<Job>("job", (job) => job.phase === phase)).state).toBe("running");
  await events.until<Job>("job", ({ state }) => state === "done");
  const { exchanges, job } = await tested.read<JobDetail>(`/api/jobs/${id}`);
  const create = exchanges.find(({ method }) => method === "POST");
  expect(JSON.parse(create?.body ?? "")).toEqual(BODY);
  expect(create?.response).toMatchObject({ status: 200, requestId: expect.any(String) });
  expect(exchanges.at(-1)?.response?.body).toContain(job.taskId);
});

it("never shows the secret key, a whole access key, or a link that works", async () => {
  const tested = await consoleWithEmulator();
  const { id } = await endOf(tested, { body: BODY });
  const texts = [
    await (await tested.get(`/api/jobs/${id}`)).text(),
    await (await tested.get("/api/tasks")).text(),
    await (await tested.get("/api/jobs")).text(),
    await (await tested.post("/api/preview", BODY)).text(),
    await (await tested.get("/api/folder")).text(),
  ].join("\n");
  expect(texts).toContain("download_link");
  expect(texts).toContain(`Access=${DEMO_CREDENTIALS.ak.slice(0, 4)}***`);
  expect(texts).not.toContain(DEMO_CREDENTIALS.ak);
  expect(texts).not.toContain(DEMO_CREDENTIALS.sk);
  expect(texts).toContain(`${tested.cloud.url}/***`);
  expect(texts).not.toMatch(/download_link[\\":]+http:\/\/127\.0\.0\.1:\d+\/(?!\*\*\*)/);
});

it("exports a missing day of the calendar under the ID of its plan", async () => {
  const folder = temporaryFolder();
  const csv = pointsCsv("2026-11-12", "2026-11-13", ["www.example.com"], () => 300);
  const window = { domains: ["www.example.com"], groupBy: "domain", interval: 300 };
  writeExportFolder(folder, [
    { ...window, from: "2026-11-12", to: "2026-11-13", csv },
    { ...window, from: "2026-11-14", to: "2026-11-15", csv: null },
  ]);
  const tested = await consoleWithEmulator({ folder });
  const dayOf = async (day: string) => {
    const { actions } = await tested.read<Completeness>("/api/completeness");
    return actions[0]?.days.find((one) => one.day === day);
  };
  const missing = await dayOf("2026-11-13");
  expect(missing).toMatchObject({ state: "missing", windows: [{ why: { en: "It was never exported" } }] });
  expect(await dayOf("2026-11-14")).toMatchObject({ state: "failed", windows: [{ why: { en: "failed" } }] });
  const id = missing?.windows[0]?.id;
  expect(id).toMatch(/^reports_detail\/2026-11-13\/www\.example\.com\/[\da-f]{16}$/);
  expect(await endOf(tested, { window: id ?? "" })).toMatchObject({ state: "done", window: id });
  expect(await dayOf("2026-11-13")).toMatchObject({ state: "done", windows: [{ id }] });
});

it("expects no windows of a plan before its first one", async () => {
  const folder = temporaryFolder();
  const window = { domains: ["www.example.com"], groupBy: "domain", interval: 300 };
  const dayOf = (from: string, to: string, action: string) => {
    const csv = action === "uv" ? "Date,UV\n" : pointsCsv(from, to, ["www.example.com"], () => 300);
    return { ...window, from, to, action, csv };
  };
  writeExportFolder(folder, [
    dayOf("2026-11-10", "2026-11-11", "reports_detail"),
    dayOf("2026-11-11", "2026-11-12", "reports_detail"),
    dayOf("2026-11-18", "2026-11-19", "uv"),
    dayOf("2026-11-19", "2026-11-20", "uv"),
  ]);
  const { read } = await testConsole({ folder });
  const { actions } = await read<Completeness>("/api/completeness");
  const first = actions.map(({ action, days }) => [action, days[0]?.day, days.at(-1)?.day]);
  expect(first).toEqual([
    ["reports_detail", "2026-11-10", "2026-11-20"],
    ["uv", "2026-11-18", "2026-11-20"],
  ]);
});

it("stops a job, and resumes its task", async () => {
  const tested = await consoleWithEmulator({}, { runMs: 600_000 });
  const events = await tested.events();
  const { id } = await start(tested, { body: BODY });
  const { taskId } = await events.until<Job>("job", (job) => job.phase === "waiting");
  expect(await (await tested.post(`/api/jobs/${id}/stop`, {})).json()).toMatchObject({ canStop: false });
  const stopped = await events.until<Job>("job", ({ state }) => state === "stopped");
  expect(stopped).toMatchObject({ canResume: true, canStop: false });
  tested.cloud.advance(600_000);
  await tested.post(`/api/jobs/${id}/resume`, {});
  const done = await events.until<Job>("job", ({ state }) => state === "done");
  expect(done.taskId).toBe(taskId);
  expect(tested.cloud.tasks).toHaveLength(1);
});

it("stops a job that waits for another one at once", async () => {
  const tested = await consoleWithEmulator({}, { runMs: 600_000 });
  const first = await start(tested, { body: BODY });
  const second = await start(tested, { body: { ...BODY, domain_name: "img.example.com" } });
  expect(second.state).toBe("queued");
  expect(await (await tested.post(`/api/jobs/${second.id}/stop`, {})).json()).toMatchObject({ state: "stopped" });
  const again = await tested.post("/api/jobs", { body: BODY });
  expect((await again.json()).id).toBe(first.id);
  expect((await tested.read<Jobs>("/api/jobs")).jobs.map(({ id }) => id)).toEqual([second.id, first.id]);
  const dismissed: Jobs = await (await tested.post(`/api/jobs/${second.id}/dismiss`, {})).json();
  expect(dismissed.jobs.map(({ id }) => id)).toEqual([first.id]);
});

it("shows a job that failed while no page was open, also after a restart, and resumes it", async () => {
  const folder = temporaryFolder();
  const first = await consoleWithEmulator({ folder });
  first.cloud.faults.push({ at: "create", what: "task-fails" });
  const failed = await endOf(first, { body: BODY });
  expect(failed).toMatchObject({ state: "failed", failure: { code: "JOB_FAILED" }, canResume: true });
  expect(failed.failure?.message.zh).toMatch(/\p{Script=Han}/u);
  await first.close();
  const next = await consoleWithEmulator({ folder });
  const { jobs } = await next.read<Jobs>("/api/jobs");
  expect(jobs).toMatchObject([{ id: failed.id, state: "failed", failure: { code: "JOB_FAILED" }, canResume: true }]);
  const events = await next.events();
  expect((await next.post(`/api/jobs/${failed.id}/resume`, {})).status).toBe(200);
  await events.until<Job>("job", ({ state }) => state === "done");
});

it("says who uses the folder if sync is running, and leaves it alone", async () => {
  const tested = await consoleWithEmulator();
  mkdirSync(tested.folder, { recursive: true });
  const other = await openLedger(join(tested.folder, ".cdn-export.ledger"));
  onTestFinished(() => other.close().catch(() => {}));
  const job = await endOf(tested, { body: BODY });
  expect(job).toMatchObject({ state: "failed", failure: { code: "LEDGER_LOCKED" }, canResume: true });
  expect(job.failure?.advice?.en).toBe(
    "Another program is exporting into this folder. Let it finish, then resume the job",
  );
  expect(tested.cloud.tasks).toEqual([]);
});

it("shows a rejected key with the advice of the error catalogue", async () => {
  const { cloud } = await consoleWithEmulator();
  const credentials = { ...DEMO_CREDENTIALS, sk: "wrong-secret-key-of-a-test" };
  const client = createExportClient({ credentials, endpoint: cloud.url, onWarning: () => {} });
  const tested = await testConsole({
    service: { client, endpoint: cloud.url },
    mode: "live",
    now: () => cloud.tasks.length + NOW,
  });
  const job = await endOf(tested, { body: BODY });
  expect(job).toMatchObject({ state: "failed", failure: { code: "APIGW.0301" } });
  const call = await tested.read<Exchange>("/api/tasks");
  expect(call.response?.status).toBe(401);
  expect(JSON.stringify([job, call])).not.toContain(credentials.sk);
});

it("refuses a query with mistakes, a window that the calendar doesn't know, and a period that isn't over", async () => {
  const tested = await consoleWithEmulator();
  const send = async (request: object) => {
    const response = await tested.post("/api/jobs", request);
    return [response.status, (await response.json()).error?.code];
  };
  expect(await send({ body: { ...BODY, action: "nothing" } })).toEqual([422, "INVALID_QUERY"]);
  expect(await send({ body: { ...BODY, start_time: DAY.to } })).toEqual([422, "INVALID_QUERY"]);
  expect(await send({ body: { ...BODY, domain_name: { $gt: "" } } })).toEqual([400, "BAD_REQUEST"]);
  expect(await send({ body: { ...BODY, endpoint: "https://evil.example.com" } })).toEqual([422, "INVALID_QUERY"]);
  expect(await send({ window: "reports_detail/2026-11-10/x" })).toEqual([404, "NOT_FOUND"]);
  expect(await send({})).toEqual([400, "BAD_REQUEST"]);
  const job = await endOf(tested, { body: { ...BODY, end_time: NOW + 86_400_000 } });
  expect(job).toMatchObject({ state: "failed", failure: { code: "NOT_OVER" } });
  expect(tested.cloud.tasks).toEqual([]);
});

it("starts nothing without a service, and says how to turn jobs on", async () => {
  const tested = await testConsole();
  expect((await tested.read<Folder>("/api/folder")).jobsOff).toEqual({ en: "off", zh: "关" });
  for (const path of ["/api/jobs", "/api/jobs/0123456789abcdef/resume"]) {
    const response = await tested.post(path, { body: BODY });
    expect(response.status).toBe(403);
    expect((await response.json()).error).toEqual({ code: "JOBS_OFF", message: { en: "off", zh: "关" } });
  }
  expect((await tested.get("/api/tasks")).status).toBe(403);
});

it("keeps two queries of one day in two files", async () => {
  const tested = await consoleWithEmulator();
  const one = await endOf(tested, { body: BODY });
  const { group_by: _, ...summed } = BODY;
  const other = await endOf(tested, { body: { ...summed, interval: 3600 } });
  expect([one.state, other.state]).toEqual(["done", "done"]);
  expect(one.file?.path).not.toBe(other.file?.path);
});
