// The client against Prism: Prism accepts its requests, and it understands Prism's responses.
import type { ExportTaskRequest } from "@cdn-export/api";
import { createExportClient } from "@cdn-export/client";
import { describe, expect, inject, it } from "vitest";
import { examples } from "./spec.ts";

const PATH = "/v1/cdn/statistics/export-tasks";
const credentials = { ak: "FAKEAK", sk: "not-a-secret" };
let now = Date.parse("2026-11-24T04:00:00Z");
const sleep = async (ms: number) => {
  now += ms;
};

/** A client whose calls select one of Prism's responses with an unsigned header, as a proxy would add it. */
function client(prefer?: string) {
  return createExportClient({
    credentials,
    endpoint: inject("prismUrl"),
    runtime: { now: () => now, sleep, random: () => 0 },
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...(init?.headers as object), ...(prefer && { prefer }) } }),
  });
}

describe("the client's create call", () => {
  it.each(examples.requests)("is accepted with the example %s", async (_, body) => {
    const { data, error, response } = await client().api.POST(PATH, { body: body as ExportTaskRequest });
    expect([data, error, response.status]).toEqual([undefined, undefined, 200]);
  });

  it("returns an error when Prism refuses the request", async () => {
    const body = { action: "isp_detail", country: "cn" } as unknown as ExportTaskRequest;
    const { error, response } = await client().api.POST(PATH, { body });
    expect([response.ok, response.status]).toEqual([false, 422]);
    expect(error).toBeDefined();
  });
});

describe("the client's list call", () => {
  it.each(examples.lists)("understands the example %s", async (name, value) => {
    const { data, error } = await client(`example=${name}`).api.GET(PATH, {
      params: { query: { limit: 100, offset: 0, task_id: "x", task_name: "y" } },
    });
    expect([data, error]).toEqual([value, undefined]);
  });

  it("yields the tasks one by one", async () => {
    const tasks = [];
    for await (const task of client("example=finished").tasks()) tasks.push(task.status);
    expect(tasks).toEqual(["success"]);
  });

  it.each(examples.errors)("reads code and message of the %s shape", async (name, value) => {
    const { error_code, error_msg } = (value.error ?? value) as { error_code: string; error_msg: string };
    const tasks = client(`code=400, example=${name}`).tasks()[Symbol.asyncIterator]();
    await expect(tasks.next()).rejects.toMatchObject({
      name: "ApiError",
      code: error_code,
      status: 400,
      message: expect.stringContaining(error_msg),
    });
  });
});

describe("an export from Prism, which keeps no tasks", () => {
  it("ends with TaskNotListedError, because its task is never listed", async () => {
    const query = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
    await expect(client().exportStatistics(query)).rejects.toMatchObject({
      name: "TaskNotListedError",
      reason: "never",
    });
  });
});
