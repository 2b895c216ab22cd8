import type { JobState } from "@cdn-export/client";
import { DEMO_CREDENTIALS, manualClock, startEmulator } from "@cdn-export/emulator";
import { expect, it } from "vitest";
import { type Context, createHandler, type Store } from "../src/handler.ts";

it("starts an export in one invocation, finishes it in another, and makes one task for both", async () => {
  const clock = manualClock();
  const cloud = await startEmulator({
    accounts: [{ ...DEMO_CREDENTIALS, securityToken: "not-a-token" }],
    clock,
    port: false,
    runMs: 60_000,
  });
  const sleep = async (ms: number, signal: AbortSignal | undefined) => {
    clock.advance(ms);
    await new Promise(setImmediate);
    signal?.throwIfAborted();
  };
  const files = new Map<string, Uint8Array>();
  let saved: string | undefined;
  const store: Store = {
    load: async () => (saved === undefined ? undefined : (JSON.parse(saved) as JobState)),
    async save(state) {
      saved = state && JSON.stringify(state);
    },
    async put(name, content) {
      files.set(name, content);
    },
  };
  const context: Context = {
    getSecurityAccessKey: () => DEMO_CREDENTIALS.ak,
    getSecuritySecretKey: () => DEMO_CREDENTIALS.sk,
    getSecurityToken: () => "not-a-token",
    getRemainingTimeInMilliSeconds: () => 50_000,
  };
  const world = { now: () => clock.now(), random: () => 0, sleep };
  const handler = createHandler(store, { endpoint: cloud.url, fetch: cloud.fetch, world });

  expect(await handler({}, context)).toMatch(/^task \w{32} goes on/);
  expect(saved).not.toContain("not-a-token");
  expect(files.size).toBe(0);
  expect(await handler({}, context)).toMatch(/^finished task \w{32}$/);
  expect(cloud.tasks).toHaveLength(1);
  expect([...files.keys()]).toEqual([`top-urls-${cloud.tasks[0]?.task_id}`]);
  expect(saved).toBeUndefined();
});
