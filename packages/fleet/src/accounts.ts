// The state of accounts: refused by the service, paused, retried.
import type { CdnExportError } from "@cdn-export/api/base-error";
import type { WorkerContext } from "./context.ts";
import { describeError } from "./log.ts";
import type { Database } from "./postgres.ts";

/** Longer than the five minutes for which wrong signatures lock a key. */
const BLOCK_MS = 15 * 60_000;

/** Stops one account after it was refused, and says when it is tried again. */
export async function block({ db, settings }: WorkerContext, account: string, error: CdnExportError): Promise<void> {
  const { code, message } = describeError(error);
  const pause = Math.max(BLOCK_MS, error.retryAfterMs ?? 0);
  const { rows } = await db.pool.query<{ until: Date }>(
    `update ${db.schema}.accounts set blocked_until = clock_timestamp() + $2::float8 * interval '1 ms', error = $3::jsonb
     where name = $1 returning blocked_until as until`,
    [account, pause, JSON.stringify({ code, message })],
  );
  const nextTry = rows[0]?.until.toISOString() ?? "";
  settings.log({ level: "alert", message: `The account is stopped: ${message}`, code, account, nextTry });
}

/** Whether an account may send calls. */
export async function isOpen({ pool, schema }: Database, account: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from ${schema}.accounts where name = $1 and not is_paused and coalesce(blocked_until, '-infinity') <= clock_timestamp()`,
    [account],
  );
  return rowCount === 1;
}

/** @param account - all accounts if `undefined`. @returns the number of accounts. */
export async function pauseAccounts({ pool, schema }: Database, account: string | undefined): Promise<number> {
  const { rowCount } = await pool.query(
    `update ${schema}.accounts set is_paused = true where $1::text is null or name = $1`,
    [account],
  );
  return rowCount ?? 0;
}

/** Ends pauses and refusals, and lets failed windows be tried at once. @returns the names of the accounts. */
export async function retryAccounts({ pool, schema }: Database, account: string | undefined): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `with open as (update ${schema}.accounts set is_paused = false, blocked_until = null, error = null where $1::text is null or name = $1 returning name),
       again as (update ${schema}.windows set due_at = clock_timestamp(), tries = 0 where account in (select name from open) and tries > 0 and due_at is not null)
     select name from open`,
    [account],
  );
  return rows.map(({ name }) => name);
}
