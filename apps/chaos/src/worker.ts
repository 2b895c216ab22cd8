// worker.ts JSON: goes on with all exports of a folder, until it is killed or done. Says each step on stdout.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createExportClient, type ExportJob, type JobState } from "@cdn-export/client";
import { saveFile } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, fastClock } from "@cdn-export/emulator";
import { nameOf, type Outcome } from "./ledger.ts";
import { clockSkew, type Plan, query } from "./plan.ts";

export interface Order {
  plan: Plan;
  folder: string;
  url: string;
  /** The cloud's time, how fast it runs, and the machine's time at that moment. */
  cloudTime: number;
  speed: number;
  machineTime: number;
}

const { plan, folder, url, cloudTime, speed, machineTime } = JSON.parse(process.argv[2] ?? "") as Order;
const clock = fastClock(speed, cloudTime + (Date.now() - machineTime) * speed);
const step = (what: string) => process.stdout.write(`${what}\n`);
const cdn = createExportClient({
  credentials: DEMO_CREDENTIALS,
  endpoint: url,
  onLost: "create-again",
  timeout: 24 * 3_600_000,
  onRetry: () => step("retry"),
  world: {
    now: () => clock.now() + clockSkew(plan),
    async sleep(ms, signal) {
      await clock.sleep(ms, signal);
      signal?.throwIfAborted();
    },
  },
});

const fileOf = (n: number, kind: string) => `${folder}/${n}.${kind}`;

/** A file is there whole, or not at all. */
function write(path: string, content: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(content));
  renameSync(`${path}.new`, path);
}

function begin(n: number): ExportJob {
  const [store, onState] = [fileOf(n, "state"), (state: JobState) => write(store, state)] as const;
  if (!existsSync(store)) return cdn.start(query(n), { onState });
  return cdn.restore(JSON.parse(readFileSync(store, "utf8")) as JobState, { onState });
}

async function finish(n: number, job: ExportJob): Promise<void> {
  const end = (how: Partial<Outcome>) => write(fileOf(n, "outcome"), { n, ...how, elapsedMs: job.toJSON().elapsedMs });
  try {
    for await (const { phase, status } of job) step(`${n} ${phase} ${status}`);
    const saving = saveFile(await job.result(), fileOf(n, "csv"));
    for await (const { bytes } of saving) step(`${n} ${bytes}`);
    // What counts is what is on the disk, whatever the client says of it.
    const { path } = await saving;
    end({ sha256: createHash("sha256").update(readFileSync(path)).digest("hex") });
  } catch (error) {
    end({ error: nameOf(error) });
  }
}

const open = Array.from({ length: plan.exports }, (_, n) => n).filter((n) => !existsSync(fileOf(n, "outcome")));
// What was begun goes first: its tasks must not be taken for those of new exports.
const begun = open.filter((n) => existsSync(fileOf(n, "state"))).map((n) => [n, begin(n)] as const);
const fresh = open.filter((n) => !existsSync(fileOf(n, "state")));

async function work(): Promise<void> {
  for (;;) {
    const [n, job] = begun.shift() ?? [fresh.shift(), undefined];
    if (n === undefined) return;
    await finish(n, job ?? begin(n));
  }
}
await Promise.all(Array.from({ length: plan.atOnce }, work));
