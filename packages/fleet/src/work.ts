// A worker: pg-boss runs its jobs, and gives those of a worker that has ended to another one.
import { PgBoss } from "pg-boss";
import { createClients } from "./clients.ts";
import type { WorkerContext } from "./context.ts";
import { cleanStaging, storeFile } from "./files.ts";
import { createLimiter } from "./limits.ts";
import { describeError } from "./log.ts";
import type { Settings } from "./options.ts";
import { planWindows } from "./plan.ts";
import { checkSessions, type Database, readable } from "./postgres.ts";
import { FILES, type FileJob, fileJob, PLANNING, send, TURNS, type TurnJob, turnJob } from "./queues.ts";
import { bossConnection, migrate } from "./schema.ts";
import { readStatus, serveMetrics } from "./status.ts";
import { runTurn } from "./turn.ts";

/** Options of `work`. */
export interface WorkOptions {
  /** Serves the status to Prometheus at `GET /metrics`. @default nothing is served; the host is 127.0.0.1 */
  metrics?: { port: number; host?: string };
}

/** A running worker. */
export interface FleetWorker {
  /** Ends after the current calls. Other workers take over the jobs at once. */
  stop(): Promise<void>;
}

/** How often lost workers are noticed, and queues are polled if no notification arrives. */
const WATCH_S = 1;
const POLL_S = 1;
const STOP_MS = 30_000;
const QUIET_MS = 5000;

export async function startWorker(db: Database, settings: Settings, { metrics }: WorkOptions): Promise<FleetWorker> {
  await checkSessions(db);
  await migrate(db, settings);
  await cleanStaging();
  const boss = new PgBoss({
    ...bossConnection(db),
    application_name: "cdn-export fleet jobs",
    useListenNotify: true,
    superviseIntervalSeconds: WATCH_S,
    // Removes finished jobs.
    maintenanceIntervalSeconds: 60,
    monitorIntervalSeconds: WATCH_S,
  });
  boss.on(
    "error",
    onceIn(QUIET_MS, (error: Error) => logError(settings, db, error)),
  );
  const stop = new AbortController();
  const limiter = createLimiter(db, settings);
  const context: WorkerContext = {
    db,
    settings,
    boss,
    limiter,
    clients: createClients(settings, limiter),
    signal: stop.signal,
  };
  await boss.start();
  const server = metrics && (await serveMetrics(() => readStatus(db, settings), metrics));

  const heartbeatRefreshSeconds = settings.lease / 4000;
  const common = { pollingIntervalSeconds: POLL_S, notifyPollingIntervalSeconds: WATCH_S, heartbeatRefreshSeconds };
  await boss.work(PLANNING, common, () =>
    guarded(context, async () => {
      await planWindows(db, settings);
      await sendDue(context);
    }),
  );
  await boss.work<TurnJob>(TURNS, { ...common, localConcurrency: settings.limits.turns }, ([job]) =>
    guarded(context, async () => {
      if (job && isKnown(context, job.data)) await runTurn(context, job.data.account, job.signal);
    }),
  );
  await boss.work<FileJob>(FILES, { ...common, localConcurrency: settings.limits.downloads }, ([job]) =>
    guarded(context, async () => {
      if (job && isKnown(context, job.data)) await storeFile(context, job.data, job.signal);
    }),
  );
  await boss.schedule(PLANNING, "* * * * *");
  await send(boss, PLANNING, [{}]);
  return {
    async stop() {
      stop.abort();
      server?.close();
      await boss.stop({ graceful: true, timeout: STOP_MS });
    },
  };
}

function logError({ log }: Settings, { config }: Database, error: unknown): void {
  log({ level: "warn", ...describeError(readable(error, config)) });
}

/** While Postgres restarts, every poll fails. */
function onceIn<T>(ms: number, call: (value: T) => void): (value: T) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    if (Date.now() - last < ms) return;
    last = Date.now();
    call(value);
  };
}

/** A job that fails is logged, and pg-boss runs it again. */
async function guarded({ db, settings, signal }: WorkerContext, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) logError(settings, db, error);
    throw error;
  }
}

/** Jobs of an account that was removed end here. Its windows stay in the ledger. */
function isKnown({ settings }: WorkerContext, { account }: TurnJob): boolean {
  if (settings.accounts[account]) return true;
  settings.log({
    level: "warn",
    account,
    message: "The account isn't in the options of this worker: its windows are kept, and not exported",
  });
  return false;
}

/** Sends the jobs of windows that are due. Those that already wait in their queue are left out. */
async function sendDue({ db, settings, boss }: WorkerContext): Promise<void> {
  const { rows } = await db.pool.query<{ account: string; id: string | null }>(
    `select w.account, case when w.standing = 'waiting' then w.id end as id
     from ${db.schema}.windows w join ${db.schema}.accounts a on a.name = w.account
     where w.account = any($1) and w.standing <> 'done' and w.due_at <= clock_timestamp()
       and not a.is_paused and coalesce(a.blocked_until, '-infinity') <= clock_timestamp()
       and (w.standing <> 'fresh' or w.plan = any($2))
     group by 1, 2`,
    [Object.keys(settings.accounts), settings.plans.map(({ id }) => id)],
  );
  await send(
    boss,
    TURNS,
    rows.filter(({ id }) => id === null).map(({ account }) => turnJob(account)),
  );
  await send(
    boss,
    FILES,
    rows.flatMap(({ account, id }) => (id === null ? [] : [fileJob(account, id)])),
  );
}
