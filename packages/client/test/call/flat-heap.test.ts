import { getEventListeners } from "node:events";
import { keptMemory } from "@cdn-export/test-support/kept-memory";
import { expect, it } from "vitest";
import { createExportClient, type JobState } from "../../src/index.ts";

const CALLS = 10_000;
const WARM_UP = 2_000;
/** `AbortSignal.any` keeps more than 1.2 kB per call. */
const MOST_BYTES_PER_CALL = 100;

const FILE = "url,requests\nhttps://www.example.com/a,10\n";
const TASK = { task_id: "1", create_time: 1_793_980_800_000, update_time: 1_793_980_800_000 };
const DONE = { ...TASK, status: "success", download_link: "https://files.test/1" };

/** Leaves a listener on every signal, as many custom fetch functions do. */
const careless: typeof fetch = async (input, init) => {
  init?.signal?.addEventListener("abort", () => {});
  if (String(input).startsWith("https://files.test")) return new Response(FILE);
  return init?.method === "POST" ? new Response("") : Response.json({ total: 1, data: [DONE] });
};

const STATE = {
  ...{ version: 1, id: "job", phase: "waiting", taskId: "1" },
  ...{ request: {}, startedAt: TASK.create_time, elapsedMs: 0, warnings: [] },
} as unknown as JobState;

async function setUp() {
  const { signal } = new AbortController();
  const client = createExportClient({ credentials: { ak: "FAKEAK", sk: "not-a-secret" }, fetch: careless });
  return { signal, client, file: await client.restore(STATE, { signal }).result() };
}

/** Collects several times: finalization callbacks may release more memory. */
async function settledMemory(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    keptMemory();
    await new Promise(setImmediate);
  }
  return keptMemory();
}

type Setting = Awaited<ReturnType<typeof setUp>>;

it.each<[string, (setting: Setting) => Promise<unknown>]>([
  ["an API call", ({ client, signal }) => client.api.GET("/v1/cdn/statistics/export-tasks", { signal })],
  [
    "a task listing",
    async ({ client, signal }) => {
      for await (const _ of client.tasks({}, { signal }));
    },
  ],
  ["a job", ({ client, signal }) => client.restore(STATE, { signal }).result()],
  ["a download", ({ file }) => file.bytes()],
  ["a download that is closed", async ({ file }) => (await file.open()).close()],
  [
    "a stream that is cancelled halfway",
    async ({ file }) => {
      const reader = file.stream().getReader();
      await reader.read();
      await reader.cancel();
    },
  ],
])("%s doesn't leave listeners or memory on a long-lived signal", async (_, call) => {
  const setting = await setUp();
  for (let i = 0; i < WARM_UP; i++) await call(setting);
  const [heap, listeners] = [await settledMemory(), getEventListeners(setting.signal, "abort").length];
  for (let i = 0; i < CALLS; i++) await call(setting);
  expect(((await settledMemory()) - heap) / CALLS).toBeLessThan(MOST_BYTES_PER_CALL);
  expect(getEventListeners(setting.signal, "abort")).toHaveLength(listeners);
});
