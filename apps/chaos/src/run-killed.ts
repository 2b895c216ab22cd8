// The exports in a process that is killed again and again, each time at another step; what it wrote down goes on in the
// next one. The cloud is here, and its time runs fast.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fastClock, startEmulator } from "@cdn-export/emulator";
import { audit } from "./audit.ts";
import type { Ledger, Outcome } from "./ledger.ts";
import { cloudOptions, type Plan, START } from "./plan.ts";
import { randomOf } from "./random.ts";
import type { Order } from "./worker.ts";

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));
const SPEED = 50;
/** A worker is killed after so many of its steps at the most. */
const MOST_STEPS = 60;

export async function runKilled(plan: Plan): Promise<Ledger> {
  const clock = fastClock(SPEED, START);
  const folder = await mkdtemp(join(tmpdir(), "chaos-"));
  const cloud = await startEmulator({ ...cloudOptions(plan), clock });
  const random = randomOf(plan.seed);
  let [retries, kills] = [0, 0];
  try {
    for (let isDone = false; !isDone; ) {
      const order = { plan, folder, url: cloud.url, cloudTime: clock.now(), machineTime: Date.now(), speed: SPEED };
      // The last exports are left in peace, or the end would never come.
      const steps = 1 + Math.floor(random() * MOST_STEPS);
      const end = await runWorker(order, steps);
      retries += end.retries;
      isDone = end.code === 0;
      if (end.code !== 0 && end.signal !== "SIGKILL") throw new Error(`a worker ended with code ${end.code}`);
      if (!isDone) kills++;
    }
    const names = (await readdir(folder)).filter((name) => name.endsWith(".outcome"));
    const outcomes = names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as Outcome);
    return await audit(plan, { cloud, clock }, await Promise.all(outcomes), {
      faults: cloud.faults.log.length,
      retries,
      kills,
    });
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true });
  }
}

interface End {
  code: number | null;
  signal: string | null;
  retries: number;
}

/** Kills the worker at its step number `steps`. */
function runWorker(order: Order, steps: number): Promise<End> {
  const child = spawn(process.execPath, [WORKER, JSON.stringify(order)], { stdio: ["ignore", "pipe", "inherit"] });
  let [seen, retries] = [0, 0];
  child.stdout.on("data", (text: Buffer) => {
    for (const line of String(text).trim().split("\n")) {
      if (line === "retry") retries++;
      if (++seen === steps) child.kill("SIGKILL");
    }
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, retries }));
  });
}
