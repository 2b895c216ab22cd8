// Syncs 5,000 windows while one call in ten fails: every window must get its file, and none a second task.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExportClient, days } from "@cdn-export/client";
import { DEMO_CREDENTIALS, type Fault, startEmulator } from "@cdn-export/emulator";
import { openLedger, plan, type SyncResult, sync } from "@cdn-export/sync";
import { type Program, program } from "../program.ts";

const START = Date.parse("2026-11-24T04:00:00Z");
/** The limit of runs, one a day, as cron would start them. */
const MOST_RUNS = 10;
const DAYS = 20;
const DAY_MS = 24 * 3_600_000;

export const recurringRun: Program = program(
  {
    "recurring-run": {
      what: "windows without a file, or with a second task, of 5,000, when one call in ten fails",
      unit: "windows",
      budget: 0,
    },
  },
  async (quick) => {
    const count = quick ? 120 : 5000;
    const start = performance.now();
    const { done, tasks, faults, runs } = await runUntilComplete(count);
    const [missing, tooMany] = [count - done, tasks - count];
    const seconds = Math.round((performance.now() - start) / 1000);
    return {
      "recurring-run": {
        value: missing + tooMany,
        detail: `${faults} faults, ${tooMany} tasks too many, ${runs} ${runs === 1 ? "run" : "runs"}, ${seconds} s`,
      },
    };
  },
);

interface Outcome {
  /** Windows with a file. */
  done: number;
  /** Tasks at the service. */
  tasks: number;
  faults: number;
  runs: number;
}

async function runUntilComplete(count: number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "recurring-run-"));
  const clock = leapingClock();
  const cloud = await startEmulator({
    seed: 1,
    port: false,
    clock,
    format: "csv",
    topRows: 5,
    runMs: 500,
    maxTasks: 100_000,
    faults: FAULTS,
  });
  const client = {
    credentials: DEMO_CREDENTIALS,
    endpoint: cloud.url,
    fetch: cloud.fetch,
    runtime: clock,
  };
  const domains = Array.from({ length: count / DAYS }, (_, i) => `www${i}.example.com`);
  const windows = plan({ domains, actions: ["uv"], ...days("2026-10-31", "2026-11-19"), per: "day" });
  let result: SyncResult | undefined;
  let runs = 0;
  try {
    while (!result?.complete && runs < MOST_RUNS) {
      runs++;
      // A new client and ledger for each run, like a new process.
      const ledger = await openLedger(join(folder, "ledger"));
      const options = {
        client: createExportClient(client),
        folder: join(folder, "files"),
        concurrency: 8,
        now: clock.now,
      };
      result = await sync(windows, ledger, options);
      await ledger.close();
      // After a day, the next run repeats create calls whose task never appeared.
      await clock.sleep(DAY_MS);
    }
    return { done: result?.done ?? 0, tasks: cloud.tasks.length, faults: cloud.faults.log.length, runs };
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true });
  }
}

/** A clock that skips pauses. */
function leapingClock(): { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> } {
  let now = START;
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      now += ms;
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    },
  };
}

/** Together, these affect one call in ten. */
const FAULTS: Fault[] = [
  ...(["create", "list", "download"] as const).flatMap((at): Fault[] => [
    { at, what: "reset-before", rate: 0.03 },
    { at, what: "status", status: 503, rate: 0.03 },
  ]),
  { at: "create", what: "reset-after", rate: 0.02 },
  { at: "create", what: "lose", rate: 0.02 },
  { at: "list", what: "html", rate: 0.04 },
  { at: "download", what: "truncate", bytes: 100, rate: 0.04 },
];
