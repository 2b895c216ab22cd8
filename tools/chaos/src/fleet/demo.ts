// `npm run demo:fleet`: twenty accounts, four workers, and a random one is killed every few seconds. Every window gets its file once.
import { setTimeout as sleep } from "node:timers/promises";
import { audit } from "./audit.ts";
import { startCluster } from "./cluster.ts";

const KILL_EVERY_MS = 5000;
const LONGEST_MS = 150_000;

const started = Date.now();
const seconds = () => `${((Date.now() - started) / 1000).toFixed(0).padStart(3)} s`;
console.log("Starting Postgres, an emulator with 20 accounts, and 4 workers ...");
const cluster = await startCluster({ accounts: 20, domains: 2, days: 5, workers: 4 });
let kills = 0;
let killAt = Date.now() + 2 * KILL_EVERY_MS;
let left = await cluster.left();
while (left > 0 && Date.now() - started < LONGEST_MS) {
  await sleep(500);
  const before = left;
  left = await cluster.left();
  if (Math.ceil(left / 50) < Math.ceil(before / 50)) console.log(`${seconds()}  ${left} windows left`);
  if (Date.now() < killAt || left === 0) continue;
  const worker = cluster.workers[Math.floor(Math.random() * cluster.workers.length)];
  worker?.kill();
  kills++;
  killAt = Date.now() + KILL_EVERY_MS;
  console.log(`${seconds()}  kill -9 ${worker?.name}; another one starts, and the others take over its work`);
}
const { windows, files, lost, wrong, duplicates, problems } = await audit(cluster);
console.table({
  windows,
  files,
  lost,
  wrong,
  duplicates,
  "killed workers": kills,
  seconds: Math.round((Date.now() - started) / 1000),
});
for (const problem of problems) console.log(problem);
if (process.env.FLEET_DEBUG) for (const event of cluster.events) console.log(JSON.stringify(event));
await cluster.close();
process.exit(lost + wrong + duplicates === 0 ? 0 : 1);
