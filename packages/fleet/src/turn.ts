// One turn of an account: create calls for at most a minute, one window after another.
import { CdnExportError } from "@cdn-export/api/base-error";
import { AbortedError, AmbiguousTaskError, type ExportClient, type JobState, type Turn } from "@cdn-export/client";
import { CALL_TIMEOUT_MS, storedJob, VISIBILITY_TIMEOUT_MS } from "@cdn-export/client/internal";
import type { WindowRecord } from "@cdn-export/sync";
import { afterFailure, describe, isWorthWriting } from "@cdn-export/sync/internal";
import { block } from "./accounts.ts";
import { refusesAccount } from "./clients.ts";
import type { WorkerContext } from "./context.ts";
import { FleetError } from "./fleet-error.ts";
import { type KnownWindow, knownWindow, RECORD, type Row, writeRecord } from "./ledger.ts";
import { type AccountTurn, takeTurn } from "./lock.ts";
import { describeError } from "./log.ts";
import type { Database } from "./postgres.ts";
import { FILES, fileJob, send, TURNS, turnJob } from "./queues.ts";

/** After this time, no further window begins: other accounts wait for this worker. */
const TURN_MS = 60_000;
const BATCH = 100;
/** A job that waits for an overdue task only looks once. */
const LOOK_MS = 5000;
/** After this time, a later turn looks for a task that isn't listed. */
const LATE_MS = 5 * 60_000;
/** The calls of one window, besides the list calls that wait for their own place: the create call. */
const CREATE_CALLS = 1;
/** How long the files queue has before planning sends the job again. */
export const FILE_JOB_MS: number = 5 * 60_000;

/** Runs the job of one turn. Sends the next one if windows are left. */
export async function runTurn(context: WorkerContext, account: string, claimed: AbortSignal): Promise<void> {
  const { db, settings, boss } = context;
  const { callTimeout = CALL_TIMEOUT_MS, visibilityTimeout = VISIBILITY_TIMEOUT_MS } = settings.client;
  const longestMs = TURN_MS + 2 * callTimeout + visibilityTimeout;
  const signal = AbortSignal.any([claimed, AbortSignal.timeout(longestMs)]);
  if ((await dueWindows(context, account, 1)).length === 0) return;
  const waiting = AbortSignal.any([signal, context.signal]);
  const turn = await takeTurn(db, account, { lease: settings.lease, callTimeout, signal: waiting });
  if (!turn) return;
  let isLeft: boolean;
  try {
    const held = AbortSignal.any([signal, turn.lost]);
    const given: Turn = turn;
    const client = context.clients.forTurn(account, (work) => work(given));
    isLeft = await createTasks(context, account, { turn, client, signal: held });
  } finally {
    await turn.release();
  }
  const startAfter = isLeft ? 0 : await nextDue(db, account);
  if (startAfter !== undefined) await send(boss, TURNS, [{ ...turnJob(account), startAfter }]);
}

/** Seconds until a failed window is tried again, if it's before the next planning: a job that waits longer would delay new windows. */
async function nextDue({ pool, schema }: Database, account: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ s: number | null }>(
    `select extract(epoch from min(due_at) - clock_timestamp())::float8 as s from ${schema}.windows
     where account = $1 and standing in ('continued', 'fresh') and due_at between clock_timestamp() and clock_timestamp() + interval '1 minute'`,
    [account],
  );
  return rows[0]?.s ?? undefined;
}

interface Holding {
  turn: AccountTurn;
  client: ExportClient;
  signal: AbortSignal;
}

/** @returns whether the account has windows left. */
async function createTasks(context: WorkerContext, account: string, holding: Holding): Promise<boolean> {
  const end = performance.now() + TURN_MS;
  for (;;) {
    const windows = await dueWindows(context, account, BATCH);
    if (windows.length === 0) return false;
    for (const known of windows) {
      // A worker that stops still waits for the answer to its create call.
      if (performance.now() > end || context.signal.aborted) return true;
      await context.limiter.calls(account, CREATE_CALLS, holding.signal);
      if (!(await createTask(context, account, known, holding))) return false;
    }
  }
}

/** The windows that need a task, those with an unresolved create call first. Windows that left the plan aren't begun. */
async function dueWindows({ db, settings }: WorkerContext, account: string, limit: number): Promise<KnownWindow[]> {
  const plans = settings.plans.filter(({ accounts }) => accounts.includes(account)).map(({ id }) => id);
  const { rows } = await db.pool.query<Row>(
    `select w.id, ${RECORD}, w.tries from ${db.schema}.windows w join ${db.schema}.accounts a on a.name = w.account
     where w.account = $1 and w.standing in ('continued', 'fresh') and w.due_at <= clock_timestamp()
       and (w.standing = 'continued' or w.plan = any($2))
       and not a.is_paused and coalesce(a.blocked_until, '-infinity') <= clock_timestamp()
     order by w.standing, w.due_at limit $3`,
    [account, plans, limit],
  );
  return rows.map(knownWindow);
}

/** @returns whether the turn continues. A window that fails is recorded and skipped. */
async function createTask(
  context: WorkerContext,
  account: string,
  known: KnownWindow,
  { turn, client, signal: held }: Holding,
): Promise<boolean> {
  const { db, settings, boss } = context;
  const { window } = known;
  let { record } = known;
  const ended = new AbortController();
  const signal = AbortSignal.any([held, ended.signal]);
  const isRestored = record.state !== undefined;

  async function put(
    next: WindowRecord,
    more: { busyMs?: number | undefined; againInMs?: number; tries?: number } = {},
  ): Promise<void> {
    const { busyMs, ...rest } = more;
    const change = {
      account,
      id: window.id,
      record: describe(window, next),
      tries: known.tries,
      ...rest,
      turn: { number: turn.number, busyMs },
    };
    const isSubmitted = next.state !== undefined && storedJob(next.state).taskId !== undefined;
    const write = async () => {
      if (!(await writeRecord(turn.session, db.schema, change)))
        throw new FleetError("TURN_LOST", `Another worker has taken the turn of ${account}`);
    };
    if (isSubmitted) {
      // The job of the file exists exactly if its task is known.
      await turn.session.query("begin");
      try {
        await write();
        await send(boss, FILES, [fileJob(account, window.id)], turn.session);
        await turn.session.query("commit");
      } catch (error) {
        await turn.session.query("rollback").catch(() => {});
        throw error;
      }
    } else await write();
    record = next;
  }

  const onState = async (state: JobState) => {
    signal.throwIfAborted();
    if (!isWorthWriting(record.state, state)) return;
    const { phase, taskId, createCall } = storedJob(state);
    const isIntent = phase === "submitting" && !createCall?.answered && record.state === undefined;
    const busyMs = isIntent ? turn.announce() : createCall?.answered || phase === "planned" ? 0 : undefined;
    const next = phase === "planned" ? { ...record, state: undefined } : { ...record, state };
    const isLate = taskId === undefined && createCall?.overdue === true;
    const againInMs = taskId !== undefined ? FILE_JOB_MS : isLate ? LATE_MS : undefined;
    await put(next, { busyMs, ...(againInMs !== undefined && { againInMs }) });
    // The files queue continues from here, or a later turn looks again.
    if (againInMs !== undefined) ended.abort(new AbortedError("ABORTED", "The turn is over for this window"));
  };
  const { createCall } = record.state ? storedJob(record.state) : {};
  const options = { signal, onState, ...(createCall?.overdue && { timeout: LOOK_MS }) };
  const job = record.state ? client.restore(record.state, options) : client.start(window.query, options);
  try {
    await job.submitted();
    return true;
  } catch (error) {
    if (ended.signal.aborted) return true;
    if (held.aborted || !(error instanceof CdnExportError) || error instanceof FleetError) throw error;
    const next = afterFailure(record, error, { isRestored, now: Date.now() });
    const { code, message } = describeError(error);
    if (refusesAccount(error)) {
      await put({ ...next, error: { code, message } });
      await block(context, account, error);
      return false;
    }
    // A lost call has created no task in time, or the task of an earlier turn doesn't exist: the next step follows at once.
    const isLost = isRestored ? !next.state : error instanceof AmbiguousTaskError && error.candidates.length === 0;
    const tries = known.tries + 1;
    await put(next, { tries, againInMs: isLost ? 0 : pauseMs(tries) });
    settings.log({ level: "warn", message, code, account, window: window.id });
    return true;
  }
}

/** Half a minute, then twice as long after each failure, up to a day. */
export function pauseMs(tries: number): number {
  return Math.min(30_000 * 2 ** (tries - 1), 24 * 3_600_000);
}
