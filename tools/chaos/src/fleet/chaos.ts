// `npm run chaos:fleet`: kills workers and Postgres, stops processes for longer than their leases, cuts connections, loses responses
// and delays lists, while the fleet exports. Then compares its files with the service's.
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { EmulatedTask } from "@cdn-export/emulator";
import pg from "pg";
import type { Answer } from "../front.ts";
import { randomOf } from "../random.ts";
import { audit } from "./audit.ts";
import { type Cluster, startCluster, type Worker } from "./cluster.ts";
import { TIMES } from "./order.ts";

const HELP = `npm run chaos:fleet -- [options]

  --windows N  number of windows (default 500)
  --seed N     decides which calls and processes fail; the machine's speed decides when (default 1)
  --workers N  number of worker processes (default 4)
  --minutes N  how long things fail: then the fleet gets four times as long to finish (default: 0.75 for each 500 windows)
  --json       prints one object`;

const { values } = parseArgs({
  options: {
    windows: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: "4" },
    minutes: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [wanted, seed, workers] = [values.windows, values.seed, values.workers].map(Number) as [number, number, number];
if (![wanted, seed, workers].every((n) => Number.isInteger(n) && n > 0)) {
  console.error("chaos:fleet: --windows, --seed and --workers must be whole numbers of at least 1. See --help");
  process.exit(2);
}
const failingMs = Number(values.minutes ?? Math.max(1, wanted / 500) * 0.75) * 60_000;
const longestMs = 5 * failingMs;
const accounts = Math.min(20, Math.ceil(wanted / 25));
const days = Math.min(60, Math.max(1, Math.round(Math.sqrt(wanted / accounts))));
const domains = Math.ceil(wanted / accounts / days);

const random = randomOf(seed);
const happened: Record<string, number> = {};
const note = (what: string) => {
  happened[what] = (happened[what] ?? 0) + 1;
};
/** The last list call of each worker and account. Its create call relies on it. */
const listedAt = new Map<string, number>();
/** Create calls of a worker that was stopped after its list call, until it was too late: what they created, and when. */
const unfenced: { from: number; to: number; account: string }[] = [];
/** Longer than a worker's turn can outlast its last check. */
const FENCED_MS = 4000;

/** Answers a request, which may fail in one way. */
async function answer(request: Request, name: string, service: Answer): Promise<Response> {
  const worker = cluster?.workers.find((one) => one.name === name);
  const isCreate = request.method === "POST";
  const isList = request.method === "GET" && request.url.includes("/export-tasks");
  const account = /Access=([^,]+)/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const now = Date.now();
  if (isList) listedAt.set(`${name} ${account}`, now);
  if (isCreate && worker) noteUnfenced(worker, account, now);
  if (!isFailing()) return service(request, name);
  const fate = random();
  if (fate > 0.04 && fate < 0.05) throw note("connection cut before a call") as never;
  if (isList && fate > 0.06 && fate < 0.08) await sleep(500 + random() * 3000);
  const response = await (isCreate ? create(fate, worker, () => service(request, name)) : service(request, name));
  if (fate > 0.05 && fate < 0.06) throw note("connection cut after a call") as never;
  return response;
}

async function create(fate: number, worker: Worker | undefined, call: () => Promise<Response>): Promise<Response> {
  if (fate < 0.02) cluster?.cloud.faults.push({ at: "create", what: "late", ms: 1500 });
  if (Date.now() > postgresAt) await restartPostgres();
  if (fate > 0.98) kill(worker, "killed during its create call");
  const response = await call();
  if (fate > 0.96 && fate < 0.98) kill(worker, "killed after its create call");
  return response;
}

function noteUnfenced({ name, paused: { from, until } }: Worker, account: string, now: number): void {
  const listed = listedAt.get(`${name} ${account}`) ?? 0;
  if (from < listed || until - from < FENCED_MS || until > now + 100) return;
  note("create call after a stop that nothing can fence");
  unfenced.push({ from: now - 1000, to: now + 5000, account });
}

/** Killed while a create call is under way, and started again a little later. */
async function restartPostgres(): Promise<void> {
  postgresAt = Date.now() + 20_000 + random() * 10_000;
  note("killed Postgres during a create call");
  await cluster?.postgres.kill();
  setTimeout(() => cluster?.postgres.start(), 500 + random() * 1500);
}

function kill(worker: Worker | undefined, what: string): void {
  worker?.kill();
  note(what);
}

let cluster: Cluster | undefined;
const started = Date.now();
let postgresAt = started + 15_000;
/** In the last part of a run nothing fails, so that it ends. */
const isFailing = () => Date.now() - started < failingMs;

cluster = await startCluster({ accounts, domains, days, workers, answer });
const { order } = cluster;
let left = await cluster.left();
let incidentAt = Date.now() + 3000;
while (left > 0 && Date.now() - started < longestMs) {
  await sleep(500);
  left = await cluster.left();
  if (!values.json && process.stdout.isTTY) process.stdout.write(`\r${left} windows left   `);
  if (left === 0 || !isFailing()) continue;
  if (Date.now() < incidentAt) continue;
  incidentAt = Date.now() + 1000 + random() * 3000;
  const worker = cluster.workers[Math.floor(random() * workers)];
  const kind = random();
  if (kind < 0.4) {
    kill(worker, "killed a worker");
  } else if (kind < 0.7) {
    worker?.pause(random() < 0.5 ? 2000 + random() * 6000 : TIMES.lease + 2000 + random() * 6000);
    note("stopped a worker");
  } else {
    note("cut connections to Postgres");
    await cutConnections().catch(() => {});
  }
}

/** Ends half of the sessions. */
async function cutConnections(): Promise<void> {
  const client = new pg.Client(order.postgres);
  client.on("error", () => {});
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'cdn-export%' and random() < 0.5",
  );
  await client.end();
}

// Late calls of processes that were stopped are executed by now.
await sleep(2000);
const ofUnfenced = ({ create_time, domainId }: EmulatedTask) =>
  unfenced.some(
    ({ from, to, account }) => create_time >= from && create_time <= to && domainId === domainIdOf(account),
  );
const { problems, ...found } = await audit(cluster, ofUnfenced);
const status = await cluster.fleet.status();
const result = {
  ...found,
  seconds: Math.round((Date.now() - started) / 1000),
  "bytes per window": status.bytesPerWindow,
  ...happened,
};
if (values.json) console.log(JSON.stringify({ ...result, problems }));
else {
  console.table(result);
  for (const problem of problems) console.log(problem);
  console.log(`Repeat: npm run chaos:fleet -- --windows ${wanted} --seed ${seed}`);
}
if (process.env.FLEET_DEBUG) for (const event of cluster.events) console.error(JSON.stringify(event));
await cluster.close();
process.exit(found.lost + found.wrong + found.duplicates === 0 ? 0 : 1);

function domainIdOf(ak: string): string {
  return String(Number(ak.replace("FLEETAK", "")) + 1).padStart(32, "0");
}
