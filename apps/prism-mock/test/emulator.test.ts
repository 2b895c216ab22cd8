// The emulator against the spec: its responses match the schemas, and its verdicts match Prism's.
import { validateResponse } from "@cdn-export/api/validate";
import { DEMO_CREDENTIALS, type Emulator, manualClock, startEmulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { examples } from "./spec.ts";

const PATH = "/v1/cdn/statistics/export-tasks";
const ILLEGAL = [
  { action: "top_url_detail", country: "cn" },
  { action: "isp_detail", country: "cn", province: "beijing" },
  { province: "beijing" },
  { country: "us", province: "beijing" },
  { action: "no_such_action" },
  { interval: 60 },
  { start_time: "yesterday" },
  { start_time: -1 },
  { group_by: "country" },
  { action: "uv", task_id: "x" },
  [],
  "text",
];
const QUERIES = [
  "limit=101",
  "limit=-1",
  "limit=ten",
  "offset=-1",
  "limit=0",
  "limit=100&offset=5",
  "task_id=x&task_name=y",
];

let cloud: Emulator;
let signed: typeof fetch;
beforeAll(async () => {
  const clock = manualClock(Date.parse("2026-11-24T04:00:00Z"));
  cloud = await startEmulator({ port: false, clock });
  signed = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch, now: () => clock.now() });
});
afterAll(() => cloud.close());

const headers = { "content-type": "application/json" };
const post = (send: typeof fetch, url: string, body: unknown) =>
  send(`${url}${PATH}`, { method: "POST", headers: { ...headers, authorization: "any" }, body: JSON.stringify(body) });
const list = (send: typeof fetch, url: string, query = "") =>
  send(`${url}${PATH}?${query}`, { headers: { authorization: "any" } });

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}
const refuses = (status: number, body: unknown) => status >= 400 || (body !== undefined && "error" in (body as object));

describe("the emulator", () => {
  it.each(examples.requests)("accepts the example %s, and lists its task in the documented shape", async (_, body) => {
    const created = await post(signed, cloud.url, body);
    expect(validateResponse("createExportTask", created.status, await read(created))).toEqual([]);
    expect(created.ok).toBe(true);
    for (const ms of [0, 1000, 60_000]) {
      cloud.advance(ms);
      const listed = await list(signed, cloud.url);
      const answer = (await read(listed)) as { data: { status: string }[] };
      expect(validateResponse("listExportTasks", listed.status, answer)).toEqual([]);
      expect(answer.data.length).toBeGreaterThan(0);
    }
  });

  it.each(ILLEGAL)("refuses %j, as Prism does, with an error of a documented shape", async (body) => {
    const answer = await post(signed, cloud.url, body);
    const refusal = await read(answer);
    expect(validateResponse("createExportTask", answer.status, refusal)).toEqual([]);
    expect(refuses(answer.status, refusal)).toBe(true);
    expect((await post(fetch, inject("prismUrl"), body)).status).toBe(422);
  });

  it("refuses null, which Prism treats as a missing body", async () => {
    const answer = await post(signed, cloud.url, null);
    expect(refuses(answer.status, await read(answer))).toBe(true);
    expect((await post(fetch, inject("prismUrl"), null)).status).toBe(200);
  });

  it.each(QUERIES)("has the same verdict as Prism on the query %s", async (query) => {
    const answer = await list(signed, cloud.url, query);
    const body = await read(answer);
    expect(validateResponse("listExportTasks", answer.status, body)).toEqual([]);
    expect(refuses(answer.status, body)).toBe((await list(fetch, inject("prismUrl"), query)).status === 422);
  });

  it("refuses an unsigned request, although Prism only requires the header", async () => {
    const answer = await list(cloud.fetch, cloud.url);
    expect(answer.status).toBe(401);
    expect(validateResponse("listExportTasks", 401, await read(answer))).toEqual([]);
  });
});
