// `node tools/chaos/src/fleet/compare.ts ACCOUNTS DOMAINS DAYS`: windows per second of four workers, and of one process without an
// engine on the same machine and emulator. Every request takes 50 ms longer, as a network would.
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Answer } from "../front.ts";
import { type Cluster, startCluster } from "./cluster.ts";

const LATENCY_MS = 50;
const SYNC = fileURLToPath(new URL("sync-worker.ts", import.meta.url));

const [accounts = 10, domains = 4, days = 5] = process.argv.slice(2).map(Number);
const windows = accounts * domains * days;

async function answer(request: Request, worker: string, service: Answer): Promise<Response> {
  await sleep(LATENCY_MS);
  return service(request, worker);
}

/** @param measure - returns seconds. @returns windows per second. */
async function speedOf(workers: number, measure: (cluster: Cluster) => Promise<number>): Promise<number> {
  const cluster = await startCluster({ accounts, domains, days, workers, answer });
  const seconds = await measure(cluster);
  await cluster.close();
  return windows / seconds;
}

const ofSync = (isAtOnce: boolean) =>
  speedOf(0, async ({ order }) => {
    const text = JSON.stringify({ ...order, name: "sync", isAtOnce });
    return Number((await promisify(execFile)(process.execPath, [SYNC, text])).stdout);
  });

/** From the time at which the first worker has planned. */
const ofFleet = () =>
  speedOf(4, async (cluster) => {
    let from = Number.POSITIVE_INFINITY;
    for (let left = Number.POSITIVE_INFINITY; left > 0; await sleep(100)) {
      left = await cluster.left();
      if (left < Number.POSITIVE_INFINITY) from = Math.min(from, Date.now());
    }
    return (Date.now() - from) / 1000;
  });

const [atOnce, fleet, inTurn] = [await ofSync(true), await ofFleet(), await ofSync(false)];
console.table({
  "one process, all accounts at once": {
    "windows per second": atOnce.toFixed(1),
    "four workers": `${(fleet / atOnce).toFixed(2)} x`,
  },
  "one process, one account after another": {
    "windows per second": inTurn.toFixed(1),
    "four workers": `${(fleet / inTurn).toFixed(2)} x`,
  },
  "four workers": { "windows per second": fleet.toFixed(1) },
});
process.exit();
