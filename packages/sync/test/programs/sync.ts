// sync.ts ORDER: keeps a folder complete and prints each step.
import type { Action } from "@cdn-export/api";
import { createExportClient, days } from "@cdn-export/client";
import { DEMO_CREDENTIALS, fastClock } from "@cdn-export/emulator";
import { openLedger, plan, sync } from "../../src/index.ts";

export interface Order {
  url: string;
  folder: string;
  domains: string[];
  action?: Action;
  /** The cloud's time, how fast it runs, and the machine's time at that moment. */
  cloudTime: number;
  speed: number;
  machineTime: number;
}

const {
  url,
  folder,
  domains,
  action = "uv",
  cloudTime,
  speed,
  machineTime,
} = JSON.parse(process.argv[2] ?? "") as Order;
const clock = fastClock(speed, cloudTime + (Date.now() - machineTime) * speed);
const step = (what: string) => process.stdout.write(`${what}\n`);
const client = createExportClient({
  credentials: DEMO_CREDENTIALS,
  endpoint: url,
  timeout: 24 * 3_600_000,
  // Two seconds on a busy machine: the call of a killed process may still arrive within them.
  callTimeout: 120_000,
  visibilityTimeout: 60_000,
  onRequest: ({ method }) => step(method),
  onResponse: () => step("answer"),
  runtime: {
    now: clock.now,
    async sleep(ms, signal) {
      await clock.sleep(ms, signal);
      signal?.throwIfAborted();
    },
  },
});
const windows = plan({ domains, actions: [action], ...days("2026-11-16", "2026-11-17"), per: "day" });
const ledger = await openLedger(`${folder}/ledger`);
step("opened");
const { complete } = await sync(windows, ledger, {
  client,
  folder: `${folder}/files`,
  now: clock.now,
  onProgress: ({ done }) => step(`${done} done`),
});
await ledger.close();
process.exitCode = complete ? 0 : 1;
