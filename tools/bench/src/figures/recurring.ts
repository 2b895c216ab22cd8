// The largest recurring exports: a plan of 72,000 windows, and a ledger of 100,000.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { days } from "@cdn-export/client";
import { openLedger, type PlanOptions, plan } from "@cdn-export/sync";
import { type Program, program } from "../program.ts";

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

export const recurring: Program = program(
  {
    plan: { what: "`plan` of 100 domains, 8 actions, 90 days", unit: "ms", budget: 1000 },
    "ledger-open": { what: "opening a ledger of 100,000 windows", unit: "ms", budget: 1000 },
    "ledger-memory": { what: "memory of the process that opened it, at the most", unit: "MB", budget: 200 },
  },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "recurring-"));
    try {
      const { ms, mb, windows } = await openLarge(join(folder, "large"));
      const detail = `${windows} windows, each with a file`;
      return { plan: planLarge(), "ledger-open": { value: ms, detail }, "ledger-memory": { value: mb, detail } };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

function planLarge(): { value: number; detail: string } {
  const domains = Array.from({ length: 100 }, (_, i) => `www${i}.example.com`);
  const start = performance.now();
  const windows = plan({ domains, actions: ACTIONS, ...days("2026-08-01", "2026-10-29"), per: "day" });
  return { value: performance.now() - start, detail: `${windows.length} windows` };
}

/** Writes a ledger and opens it in another process. */
async function openLarge(path: string): Promise<{ ms: number; mb: number; windows: number }> {
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
  return JSON.parse(stdout) as { ms: number; mb: number; windows: number };
}
