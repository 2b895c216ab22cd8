// The unchanged official Node core against the emulator: over HTTP, with its own signatures.
import { rm } from "node:fs/promises";
import { DEMO_CREDENTIALS, type Emulator, type EmulatorOptions, startEmulator } from "@cdn-export/emulator";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { home, type OfficialOptions, officialClient } from "./emulator-sdk.ts";

const open: Emulator[] = [];
// The core prints every failed call with all its headers to stdout, without the console.
beforeEach(() => void vi.spyOn(process.stdout, "write").mockReturnValue(true));
afterAll(() => rm(home, { recursive: true }));
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((cloud) => cloud.close()));
});

async function start(options: EmulatorOptions = {}, client: Partial<OfficialOptions> = {}) {
  const cloud = await startEmulator({ runMs: 0, format: "csv", ...options });
  open.push(cloud);
  return { cloud, client: officialClient({ ...DEMO_CREDENTIALS, endpoint: cloud.url, ...client }) };
}

const day = { start_time: 1_793_980_800_000, end_time: 1_794_067_200_000 };

describe("the official Node core", () => {
  it("creates a task, lists it, and gets a working link", async () => {
    const { cloud, client } = await start();
    const request = {
      action: "reports_detail",
      domain_name: "www.example.com",
      interval: 3600,
      language: "en",
      ...day,
    };
    expect(await client.createExportTask(request)).toMatchObject({ httpStatusCode: 200 });
    expect(cloud.tasks).toMatchObject([{ request }]);
    const { total, data = [] } = await client.listExportTasks({ limit: 10, offset: 0 });
    expect(total).toBe(1);
    expect(data).toMatchObject([{ task_id: cloud.tasks[0]?.task_id, status: "success" }]);
    const file = await (await fetch(data[0]?.download_link ?? "")).text();
    expect(file).toMatch(/^Time \(GMT\+8\),/);
  });

  it.each([
    ["no body", undefined],
    ["characters outside ASCII", { domain_name: "例子.测试,bücher.example.com", isp: "电信" }],
  ])("creates a task with %s", async (_, body) => {
    const { cloud, client } = await start();
    expect(await client.createExportTask(body)).toMatchObject({ httpStatusCode: 200 });
    expect(cloud.tasks).toMatchObject([{ request: body ?? {} }]);
  });

  it.each([
    [{}, 1],
    [{ task_id: "", task_name: "" }, 1],
    [{ limit: 5, offset: 10 }, 0],
    [{ task_name: "a name, with +/ü & 100%" }, 0],
  ])("lists with the query %j", async (query, count) => {
    const { client } = await start();
    await client.createExportTask();
    const { httpStatusCode, data } = await client.listExportTasks(query);
    expect(httpStatusCode).toBe(200);
    expect(data).toHaveLength(count);
  });

  it("sends a security token with a temporary key", async () => {
    const securityToken = "not-a-real-token";
    const { client } = await start({ accounts: [{ ...DEMO_CREDENTIALS, securityToken }] }, { securityToken });
    expect(await client.listExportTasks()).toMatchObject({ httpStatusCode: 200, total: 0 });
  });

  it("asks IAM for the account ID if it has a region and no ID", async () => {
    const { ak, sk } = DEMO_CREDENTIALS;
    // Another key, because the core caches IDs by key.
    const { cloud } = await start({ accounts: [{ ...DEMO_CREDENTIALS, ak: `${ak}B` }] });
    const client = officialClient({ ak: `${ak}B`, sk, endpoint: cloud.url, region: true });
    expect(await client.createExportTask({ action: "uv" })).toMatchObject({ httpStatusCode: 200 });
    expect(cloud.snapshot().requests).toBe(2);
    expect(cloud.tasks).toMatchObject([{ domainId: DEMO_CREDENTIALS.domainId }]);
  });

  it("reads the code, message and request ID of the gateway's errors", async () => {
    const { cloud } = await start();
    const client = officialClient({ ...DEMO_CREDENTIALS, sk: "another", endpoint: cloud.url });
    await expect(client.listExportTasks()).rejects.toMatchObject({
      httpStatusCode: 401,
      errorCode: "APIGW.0301",
      errorMsg: expect.stringContaining("verify aksk signature fail, canonicalRequest:GET|"),
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it("treats an error with HTTP 200 as success", async () => {
    const { client } = await start();
    const answer = await client.createExportTask({ start_time: 2, end_time: 1 });
    expect(answer).toMatchObject({ httpStatusCode: 200, error: { error_code: "CDN.0202" } });
  });

  it("can't read the code of the service's own errors", async () => {
    const { client } = await start({ errorStatus: "http-400" });
    await expect(client.createExportTask({ interval: 60 })).rejects.toMatchObject({
      httpStatusCode: 400,
      errorCode: undefined,
    });
  });

  it("reads a throttling error", async () => {
    const { cloud, client } = await start();
    cloud.faults.push({ at: "list", what: "status", status: 429 });
    await expect(client.listExportTasks()).rejects.toMatchObject({ httpStatusCode: 429, errorCode: "APIGW.0308" });
  });

  it("rejects when the connection drops", async () => {
    const { cloud, client } = await start();
    cloud.faults.push({ at: "create", what: "reset-after" });
    await expect(client.createExportTask()).rejects.toThrow();
    expect(cloud.tasks).toHaveLength(1);
  });
});
