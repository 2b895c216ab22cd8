// A syncing process, killed at one step after another.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createExportClient, type JobState } from "@cdn-export/client";
import { DEMO_CREDENTIALS, fastClock, startEmulator } from "@cdn-export/emulator";
import { expect, it } from "vitest";
import type { Order } from "./programs/sync.ts";

const PROGRAM = fileURLToPath(new URL("programs/sync.ts", import.meta.url));
const SPEED = 60;
/** The number of steps that each process survives. */
const LIVES = [1, 4, 7, 12, 16, 23, 28, 14];

/** @returns the exit code, or `null` if it was killed at step `steps`. */
function run(order: Order, steps: number): Promise<number | null> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(order)], { stdio: ["ignore", "pipe", "inherit"] });
  let seen = 0;
  child.stdout.on("data", (text: Buffer) => {
    seen += String(text).trim().split("\n").length;
    if (seen >= steps) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

it("a run that is killed again and again creates each task once and ends complete", { timeout: 120_000 }, async () => {
  const clock = fastClock(SPEED, Date.parse("2026-11-20T00:00:00Z"));
  const folder = await mkdtemp(join(tmpdir(), "sync-killed-"));
  const cloud = await startEmulator({ clock, format: "csv", runMs: 3000, listDelayMs: 2000, linkLifeMs: 60_000 });
  const domains = Array.from({ length: 6 }, (_, i) => `www${i}.example.com`);
  const order = (): Order => ({
    url: cloud.url,
    folder,
    domains,
    speed: SPEED,
    cloudTime: clock.now(),
    machineTime: Date.now(),
  });
  try {
    let kills = 0;
    for (const steps of LIVES) if ((await run(order(), steps)) === null) kills++;
    expect(kills).toBeGreaterThan(5);
    expect(await run(order(), Number.POSITIVE_INFINITY)).toBe(0);

    const asked = cloud.tasks.map(({ request }) => `${request.domain_name} ${request.start_time}`);
    expect(new Set(asked).size).toBe(12);
    expect(asked).toHaveLength(12);

    const files = join(folder, "files");
    const manifest = (await readFile(join(files, "manifest.ndjson"), "utf8")).trim().split("\n");
    const entries = manifest.map((line) => JSON.parse(line));
    expect(new Set(entries.map(({ taskId }) => taskId)).size).toBe(12);
    const cdn = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url, runtime: { now: clock.now } });
    for (const { path, sha256, taskId, window } of entries) {
      const content = await readFile(join(files, path));
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
      const task = cloud.tasks.find(({ task_id }) => task_id === taskId);
      expect(window).toBe(`uv/${dayOf(task?.request.start_time)}/${task?.request.domain_name}`);
      const state = {
        version: 1,
        id: "audit",
        phase: "waiting",
        request: {},
        startedAt: 0,
        elapsedMs: 0,
        warnings: [],
      } as const;
      const whole = await (await cdn.restore({ ...state, taskId } as JobState).result()).bytes();
      expect(new Uint8Array(content)).toEqual(whole);
    }
    const left = (await readdir(files, { recursive: true })).filter((name) => name.includes(".part"));
    expect(left).toEqual([]);

    const seen = cloud.tasks.length;
    expect(await run(order(), Number.POSITIVE_INFINITY)).toBe(0);
    expect(cloud.tasks).toHaveLength(seen);
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true });
  }
});

function dayOf(ms: number | undefined): string {
  return new Date((ms ?? 0) + 8 * 3_600_000).toISOString().slice(0, 10);
}
