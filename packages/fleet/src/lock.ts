// The turn of an account: one worker at a time creates its tasks. Two things protect it. A session's advisory lock: while the session
// lives, no other has it. And the time until which a create call may be under way, which outlives the session.
import { setTimeout as sleep } from "node:timers/promises";
import type { Turn } from "@cdn-export/client";
import type pg from "pg";
import { FleetError } from "./fleet-error.ts";
import { turnClaims } from "./ledger.ts";
import type { Database, Queryable } from "./postgres.ts";

/** How much longer than the create call's timeout an account stays busy. */
const MARGIN_MS = 5000;
const POLL_MS = 500;
/** A check that takes longer is a lost turn: the list before the create call would be too old. */
const QUERY_MS = 5000;

export interface AccountTurn extends Turn {
  /** The fence of each write. */
  readonly number: string;
  /** The session that has the lock. What is written on it is written while the lock is held. */
  readonly session: Queryable;
  /** How long the account is busy with a create call, in milliseconds. The next `verify` makes sure that it still is. */
  announce(): number;
  release(): Promise<void>;
}

interface LockOptions {
  lease: number;
  callTimeout: number;
  signal: AbortSignal;
}

/**
 * Waits for the account's turn. A holder whose session has been idle for a lease is terminated: its process is paused or gone.
 *
 * @returns `undefined` if another worker keeps the turn.
 */
export async function takeTurn(
  db: Database,
  account: string,
  { lease, callTimeout, signal }: LockOptions,
): Promise<AccountTurn | undefined> {
  const session = await db.connect();
  try {
    // An intent must survive a crash of the server, also where the administrator has decided otherwise.
    await session.query("set synchronous_commit = on");
    const key = [`${db.schema}/${account}`];
    for (const end = Date.now() + lease + 2 * MARGIN_MS; ; await sleep(POLL_MS, undefined, { signal })) {
      const { rows } = await session.query("select pg_try_advisory_lock(hashtextextended($1, 0)) as ok", key);
      if (rows[0]?.ok) break;
      await session.query(TERMINATE_IDLE, [...key, lease]);
      if (Date.now() < end) continue;
      await session.end();
      return undefined;
    }
    const { rows } = await session.query(
      `update ${db.schema}.accounts set turn = turn + 1 where name = $1
       returning turn, greatest(0, extract(epoch from busy_until - clock_timestamp()) * 1000)::float8 as busy`,
      [account],
    );
    const [{ turn, busy }] = rows as [{ turn: string; busy: number }];
    // A call of the holder before may still be under way.
    await sleep(Math.min(busy, callTimeout + MARGIN_MS), undefined, { signal });
    return accountTurn(db, account, { client: session, number: turn, lease, callTimeout });
  } catch (error) {
    await session.end().catch(() => {});
    throw error;
  }
}

/** A bigint key is in two halves in pg_locks. */
const TERMINATE_IDLE = `
  select pg_terminate_backend(a.pid) from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended($1, 0)
    and a.state <> 'active' and a.state_change < clock_timestamp() - $2::float8 * interval '1 ms'`;

function accountTurn(
  db: Database,
  account: string,
  { client, number, lease, callTimeout }: { client: pg.Client; number: string; lease: number; callTimeout: number },
): AccountTurn {
  const session = oneAtATime(client);
  const lost = new AbortController();
  const lose = () => lost.abort(new FleetError("TURN_LOST", `Another worker has taken the turn of ${account}`));
  client.on("error", lose).on("end", lose);
  const heartbeat = setInterval(() => session.query("select 1").catch(lose), lease / 4);
  let isAnnounced = false;

  return {
    number,
    session,
    lost: lost.signal,
    claims: turnClaims(session, db.schema, account),
    announce() {
      isAnnounced = true;
      return callTimeout + MARGIN_MS;
    },
    async verify() {
      lost.signal.throwIfAborted();
      // Answered by the session of the lock, so the lock is held. Right after an intent, the call must end before the account is free.
      const leastMs = isAnnounced ? callTimeout : null;
      isAnnounced = false;
      const { rowCount } = await withTimeout(
        session.query(
          `select 1 from ${db.schema}.accounts where name = $1 and turn = $2
           and ($3::float8 is null or busy_until >= clock_timestamp() + $3::float8 * interval '1 ms')`,
          [account, number, leastMs],
        ),
      );
      if (rowCount === 1) return;
      lose();
      lost.signal.throwIfAborted();
    },
    async release() {
      clearInterval(heartbeat);
      client.off("end", lose);
      await client.end().catch(() => {});
    },
  };
}

/** The heartbeat and the job ask at any time, and a connection runs one query after another. */
function oneAtATime(client: pg.Client): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]) {
      const result = last.then(() => client.query<Row>(text, values));
      last = result.catch(() => {});
      return result;
    },
  };
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(QUERY_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new FleetError("TURN_LOST", "Postgres didn't respond in time");
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}
