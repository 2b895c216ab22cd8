// Recurring exports: a plan of 72,000 windows, a ledger of 100,000, and a run under failures.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createExportClient, days, type PlanOptions, plan } from "@cdn-export/client";
import { openLedger, type SyncResult, sync } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, type Fault, startEmulator } from "@cdn-export/emulator";
import type { Figure } from "../figure.ts";

const PROGRAM = fileURLToPath(new URL("../programs/ledger.ts", import.meta.url));
const START = Date.parse("2026-11-24T04:00:00Z");
const ACTIONS: PlanOptions["actions"] = [
  "reports_detail",
  "uv",
  "top_ip_detail",
  "top_url_detail",
  "top_referer_detail",
  "top_ua_detail",
  "top_path_detail",
  "isp_detail",
];
/** So many runs at the most, as a cron line would start them. */
const MOST_RUNS = 10;

export async function recurringFigures(quick: boolean): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "recurring-"));
  try {
    return [planFigure(), ...(await ledgerFigures(folder)), await runFigure(folder, quick ? 120 : 5000)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

const domains = (count: number) => Array.from({ length: count }, (_, i) => `www${i}.example.com`);

function planFigure(): Figure {
  const start = performance.now();
  const windows = plan({ domains: domains(100), actions: ACTIONS, ...days("2026-08-01", "2026-10-29"), per: "day" });
  return {
    name: "plan",
    what: "`plan` of 100 domains, 8 actions, 90 days",
    rival: null,
    value: performance.now() - start,
    unit: "ms",
    budget: 1000,
    detail: `${windows.length} windows`,
  };
}

async function ledgerFigures(folder: string): Promise<Figure[]> {
  const path = join(folder, "large");
  const ledger = await openLedger(path);
  const file = { bytes: 12_345, sha256: "0123456789abcdef".repeat(4), createdAt: START, provisional: false };
  const ids = {
    taskId: "0123456789abcdef".repeat(2),
    requestIds: ["0123456789abcdef".repeat(2), "fedcba98".repeat(4)],
  };
  await Promise.all(
    Array.from({ length: 100_000 }, (_, i) =>
      ledger.write(`uv/2026-11-01/www${i}.example.com`, {
        file: { ...file, ...ids, path: `uv/2026-11-01/www${i}.example.com.csv` },
      }),
    ),
  );
  await ledger.close();
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, path]);
  const { ms, mb, windows } = JSON.parse(stdout) as { ms: number; mb: number; windows: number };
  const detail = `${windows} windows, each with a file`;
  return [
    {
      name: "ledger-open",
      what: "opening a ledger of 100,000 windows",
      rival: null,
      value: ms,
      unit: "ms",
      budget: 1000,
      detail,
    },
    {
      name: "ledger-memory",
      what: "memory of the process that opened it, at the most",
      rival: null,
      value: mb,
      unit: "MB",
      budget: 200,
      detail,
    },
  ];
}

async function runFigure(folder: string, count: number): Promise<Figure> {
  let now = START;
  const clock = {
    now: () => now,
    async sleep(ms: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      now += ms;
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    },
  };
  const cloud = await startEmulator({
    seed: 1,
    port: false,
    clock,
    format: "csv",
    topRows: 5,
    runMs: 2000,
    maxTasks: 100_000,
    faults: FAULTS,
  });
  const { fetch, url } = cloud;
  const windows = plan({
    domains: domains(count / 20),
    actions: ["uv"],
    ...days("2026-10-31", "2026-11-19"),
    per: "day",
  });
  let result: SyncResult | undefined;
  let runs = 0;
  const start = performance.now();
  try {
    while (!result?.complete && runs++ < MOST_RUNS) {
      const ledger = await openLedger(join(folder, "ledger"));
      const client = createExportClient({
        credentials: DEMO_CREDENTIALS,
        endpoint: url,
        fetch,
        world: clock,
        timeout: 24 * 3_600_000,
      });
      result = await sync(windows, ledger, { client, folder: join(folder, "files"), concurrency: 8, now: clock.now });
      await ledger.close();
    }
  } finally {
    await cloud.close();
  }
  return {
    name: "recurring-run",
    what: `windows without a file, or with a second task, of ${count.toLocaleString("en")}, when one call in ten fails`,
    rival: null,
    value: count - (result?.done ?? 0) + (cloud.tasks.length - count),
    unit: "windows",
    budget: 0,
    detail: `${cloud.faults.log.length} faults, ${cloud.tasks.length - count} tasks too many, ${runs} runs, ${Math.round((performance.now() - start) / 1000)} s`,
  };
}

/** Together one call in ten, whichever it is. */
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
