import { DEMO_CREDENTIALS, type Fault, manualClock, startEmulator } from "@cdn-export/emulator";
import { expect, it } from "vitest";
import { type Context, createHandler, type Store, type Unfinished } from "../src/handler.ts";

const FAILS: Fault = { at: "create", what: "task-fails" };

it.each([[[]], [[FAILS]]])(
  "creates one task over several invocations, and a new one only if it fails: %j",
  async (faults) => {
    const clock = manualClock();
    const cloud = await startEmulator({
      accounts: [{ ...DEMO_CREDENTIALS, securityToken: "not-a-token" }],
      clock,
      port: false,
      faults,
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
      load: async () => (saved === undefined ? undefined : (JSON.parse(saved) as Unfinished)),
      async save(unfinished) {
        saved = unfinished && JSON.stringify(unfinished);
      },
      has: async (name) => files.has(name),
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
    const runtime = { now: () => clock.now(), random: () => 0, sleep };
    const handler = createHandler(store, { endpoint: cloud.url, fetch: cloud.fetch, runtime });

    expect(await handler({}, context)).toMatch(/^task \w{32} isn't finished/);
    expect(saved).not.toContain("not-a-token");
    expect(files.size).toBe(0);
    if (faults.length > 0) {
      await expect(handler({}, context)).rejects.toMatchObject({ name: "JobFailedError" });
      expect(await handler({}, context)).toMatch(/^task \w{32} isn't finished/);
    }
    const name = `top-urls-${new Date(clock.now() - 16 * 3_600_000).toISOString().slice(0, 10)}`;
    expect(await handler({}, context)).toBe(`saved ${name}`);
    expect(await handler({}, context)).toBe(`${name} exists`);
    expect(cloud.tasks).toHaveLength(1 + faults.length);
    expect([...files.keys()]).toEqual([name]);
    expect(saved).toBeUndefined();
  },
);
