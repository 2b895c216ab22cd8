// worker.ts JSON: a program. Works on new exports and on those of dead programs until it's killed or all are done. Prints each
// step on stdout.
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { createExportClient, type ExportFile, StoreError } from "@cdn-export/client";
import { fileLock, type JobRecord, jobFolder, saveFile } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, fastClock } from "@cdn-export/emulator";
import { checkSaved, type OnState, runExport } from "./export.ts";
import { PROGRAM_HEADER } from "./front.ts";
import type { Plan, Profile } from "./plan.ts";

export interface Order {
  plan: Plan;
  profile: Profile;
  /** The index of this program among those that run at the same time. */
  slot: number;
  name: string;
  folder: string;
  url: string;
  /** The cloud's time. It runs `speed` times as fast as the machine's, which is `machineTime` now. */
  cloudTime: number;
  speed: number;
  machineTime: number;
}

/** A program loses the lock if it's stopped for longer, and the others have watched it. */
const GRACE_MS = 500;
const IDLE_MS = 100;

const order = JSON.parse(process.argv[2] ?? "") as Order;
const { plan, profile, slot, name, folder, url, cloudTime, speed, machineTime } = order;
const clock = fastClock(speed, cloudTime + (Date.now() - machineTime) * speed);
const step = (what: string) => process.stdout.write(`${what}\n`);
const jobs = jobFolder(`${folder}/jobs`);
const cdn = createExportClient({
  credentials: DEMO_CREDENTIALS,
  endpoint: url,
  fetch: (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set(PROGRAM_HEADER, name);
    return fetch(input, { ...init, headers });
  },
  onLost: profile.onLost,
  timeout: profile.timeoutMs,
  onRetry: () => step("retry"),
  onWarning: () => {},
  ...(plan.programs > 1 && { lock: fileLock(`${folder}/account`, { grace: GRACE_MS }) }),
  runtime: {
    now: () => clock.now() + profile.skewMs,
    async sleep(ms, signal) {
      await clock.sleep(ms, signal);
      signal?.throwIfAborted();
    },
  },
});

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());

const fileOf = (n: number, kind: string) => `${folder}/${n}.${kind}`;
const isDone = (n: number) => existsSync(fileOf(n, "outcome"));
const all = Array.from({ length: plan.exports }, (_, n) => n);
/** The exports in this program's share that haven't begun. */
const fresh: number[] = [];
/** IDs of this program's jobs. */
const own = new Set<string>();

/** Writes a file atomically. */
function write(path: string, content: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(content));
  renameSync(`${path}.new`, path);
}

async function readFresh(): Promise<void> {
  const begun = new Set((await jobs.list()).map(({ note }) => note.n));
  fresh.push(...all.filter((n) => n % plan.programs === slot && !begun.has(n) && !isDone(n)));
}

/** Opens a job whose program has died or was interrupted. */
async function takeOver(): Promise<JobRecord | undefined> {
  for (const { id } of await jobs.list()) {
    if (own.has(id)) continue;
    try {
      const record = await jobs.open(id);
      if (!isDone(Number(record.note.n))) return record;
      await record.remove();
    } catch (error) {
      // Another program has opened or removed it.
      if (!(error instanceof StoreError && ["JOB_LOCKED", "JOB_UNKNOWN"].includes(error.code))) throw error;
    }
  }
  return undefined;
}

function saver(n: number, record: JobRecord): OnState {
  const save: OnState = async (state, { phase }) => {
    await record.save(state);
    const { createCall } = state as { createCall?: { answered?: boolean } };
    step(`${n} ${phase}${createCall?.answered ? " answered" : ""}`);
  };
  return profile.claims.withJobs ? Object.assign(save, { claims: record.save.claims }) : save;
}

async function download(n: number, file: ExportFile): Promise<string> {
  const onProgress = ({ bytes }: { bytes: number }) => step(`${n} ${bytes} bytes`);
  return (await saveFile(file, fileOf(n, "csv"), { onProgress })).path;
}

async function finish(record: JobRecord): Promise<void> {
  const n = Number(record.note.n);
  own.add(record.id);
  const begun = clock.now();
  const outcome = await runExport({
    cdn,
    n,
    state: record.state,
    onState: saver(n, record),
    signal: stop.signal,
    save: download,
    check: checkSaved,
    onRejected: (sha256) => step(`${n} rejected ${sha256}`),
  });
  if (!outcome) return record.close();
  write(fileOf(n, "outcome"), { ...outcome, elapsedMs: clock.now() - begun });
  step(`${n} ends: ${outcome.error ?? "a file"}`);
  await record.remove();
}

async function work(isFirst: boolean): Promise<void> {
  for (let isNew = isFirst; !stop.signal.aborted && !all.every(isDone); isNew = false) {
    const n = isNew ? fresh.shift() : undefined;
    const record = (n === undefined && (await takeOver())) || (await begin(n ?? fresh.shift()));
    if (record) await finish(record);
    else await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  }
}

async function begin(n: number | undefined): Promise<JobRecord | undefined> {
  return n === undefined ? undefined : jobs.create({ n });
}

await readFresh();
await Promise.all(Array.from({ length: plan.atOnce }, (_, i) => work(i === 0)));
