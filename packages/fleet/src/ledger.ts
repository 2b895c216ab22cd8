// The ledger in Postgres: one row for each window of an account. The rules are those of the ledger in a file.
import { settledAt } from "@cdn-export/api/rules";
import type { ClaimStore } from "@cdn-export/client";
import { type Claim, storedJob, withTask } from "@cdn-export/client/internal";
import type { ExportWindow, Ledger, WindowRecord } from "@cdn-export/sync";
import { standingOf } from "@cdn-export/sync/internal";
import type { Database, Queryable } from "./postgres.ts";

/** A window and its record, as the ledger has them. */
export interface KnownWindow {
  window: ExportWindow;
  record: WindowRecord;
  /** Failures in a row. */
  tries: number;
}

/** The record of a row, with the IDs of its create call. */
export const RECORD: string =
  "case when ids is null then record else jsonb_set(record, '{state,createCall,ids}', ids) end as record";

/** The record as JSON without the IDs of its create call, and these. */
function split(record: WindowRecord): [record: string, ids: string | null] {
  const { createCall } = record.state ? storedJob(record.state) : {};
  if (!createCall) return [JSON.stringify(record), null];
  const state = { ...record.state, createCall: { ...createCall, ids: [] } };
  return [JSON.stringify({ ...record, state }), JSON.stringify(createCall.ids)];
}

export interface Row {
  id: string;
  record: WindowRecord;
  tries: number;
}

/** The window of a row. Its record has the query, and its ID begins with the action, the period and the domains. */
export function knownWindow({ id, record, tries }: Row): KnownWindow {
  const { query } = record;
  if (!query) throw new TypeError(`The record of ${id} has no query`);
  const [, label = "", domain = ""] = id.split("/");
  const { from, to, action } = query;
  return {
    window: { id, query, action, domain, label, from: Number(from), to: Number(to), plan: record.plan ?? "" },
    record,
    tries,
  };
}

/** What the columns of a row say about its record: what comes next, and when. */
export function columnsOf(id: string, record: WindowRecord): { standing: string; dueAt: number | undefined } {
  const { window } = knownWindow({ id, record, tries: 0 });
  const settled = settledAt(window.action, window.to);
  // As if the data were complete: when they are is in `dueAt`.
  const standing = standingOf(window, record, settled, Math.max(settled, window.to));
  if (standing === "done") return { standing, dueAt: undefined };
  if (standing !== "fresh") return { standing, dueAt: 0 };
  return { standing, dueAt: record.file ? settled : window.to };
}

/** A change that is written only while a condition holds, in one statement. */
export interface Change {
  account: string;
  id: string;
  record: WindowRecord;
  /** Milliseconds until the window is looked at again. @default by the rules */
  againInMs?: number;
  /** Failures in a row. @default 0 */
  tries?: number;
  /** Written only while this turn is the account's, which may also be marked as busy for some time. `0` ends that. */
  turn?: { number: string; busyMs?: number | undefined };
  /** Written only while the window's job is this one. */
  job?: string;
}

/** @returns whether the condition held, so that the change is written. */
export async function writeRecord(db: Queryable, schema: string, change: Change): Promise<boolean> {
  const { account, id, record, againInMs, tries = 0, turn, job } = change;
  const { standing, dueAt } = columnsOf(id, record);
  const due =
    againInMs === undefined ? "to_timestamp($5::float8 / 1000)" : "clock_timestamp() + $5::float8 * interval '1 ms'";
  const [text, ids] = split(record);
  const values: unknown[] = [account, id, text, standing, againInMs ?? dueAt ?? null, tries, ids];
  const place = (value: unknown) => `$${values.push(value)}`;
  const busy = turn?.busyMs;
  const fence =
    turn === undefined
      ? ""
      : busy === undefined
        ? `with mine as (select 1 from ${schema}.accounts where name = $1 and turn = ${place(turn.number)})`
        : `with mine as (update ${schema}.accounts set busy_until = clock_timestamp() + ${place(busy)}::float8 * interval '1 ms' where name = $1 and turn = ${place(turn.number)} returning 1)`;
  const { rowCount } = await db.query(
    `${fence} update ${schema}.windows set record = $3::jsonb, ids = case when ids = $7::jsonb then ids else $7::jsonb end, standing = $4, due_at = ${due}, tries = $6, changed_at = now()
     where account = $1 and id = $2 ${turn ? "and exists (select from mine)" : ""} ${job === undefined ? "" : `and record->'state'->>'id' = ${place(job)}`}`,
    values,
  );
  return rowCount === 1;
}

/** @returns `undefined` if there's no such window. */
export async function readWindow(
  { pool, schema }: Database,
  account: string,
  id: string,
): Promise<(KnownWindow & { standing: string }) | undefined> {
  const { rows } = await pool.query<Row & { standing: string }>(
    `select id, ${RECORD}, tries, standing from ${schema}.windows where account = $1 and id = $2`,
    [account, id],
  );
  const [row] = rows;
  return row && { ...knownWindow(row), standing: row.standing };
}

/** The ledger of one account, with the same interface as the one in a file. `sync` accepts it. */
export function postgresLedger({ pool, schema }: Database, account: string): Ledger {
  return {
    async read() {
      const { rows } = await pool.query<Row>(
        `select id, ${RECORD} from ${schema}.windows where account = $1 order by (record->'query'->>'from')::float8, id`,
        [account],
      );
      return new Map(rows.map(({ id, record }) => [id, record]));
    },
    async write(id, record) {
      const { standing, dueAt } = columnsOf(id, record);
      await pool.query(
        `insert into ${schema}.windows (account, id, plan, standing, due_at, record, ids)
         values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6::jsonb, $7::jsonb)
         on conflict (account, id) do update set standing = excluded.standing, due_at = excluded.due_at, record = excluded.record, ids = excluded.ids, changed_at = now()`,
        [account, id, record.plan ?? "", standing, dueAt ?? null, ...split(record)],
      );
    },
    async close() {},
  };
}

/** Tasks that are older than this are in the list before each create call. It is longer than clocks differ. */
const MARGIN = "interval '15 minutes'";

/**
 * The unresolved create calls of an account and the tasks that are known, for one turn. Tasks are read from the time of the oldest
 * unresolved call on: later calls can't have created earlier tasks.
 */
export function turnClaims(db: Queryable, schema: string, account: string): ClaimStore {
  let hasRead = false;
  const resolved = new Set<string>();
  const oldest = `select to_timestamp(min((record->'state'->'createCall'->>'sentAt')::float8) / 1000)
    from ${schema}.windows where account = $1 and standing = 'continued'`;
  return {
    async read() {
      const { rows } = await db.query<{ record: WindowRecord }>(
        hasRead
          ? `select ${RECORD} from ${schema}.windows where account = $1 and standing = 'continued'`
          : `select ${RECORD} from ${schema}.windows where account = $1 and (record ? 'state' or record ? 'file' or record ? 'abandoned')
               and (standing = 'continued' or changed_at > least(now(), (${oldest})) - ${MARGIN})`,
        [account],
      );
      hasRead = true;
      return rows.flatMap(({ record: { state, file, abandoned = [] } }): Claim[] => {
        const { id: job, taskId, createCall: call } = state ? storedJob(state) : { id: "" };
        const earlier = [...abandoned, ...(file ? [file.taskId] : [])].map((taskId) => ({
          job: `of task ${taskId}`,
          taskId,
        }));
        if (taskId !== undefined) return [{ job, taskId }, ...earlier];
        return call && !resolved.has(job) ? [{ job, call }, ...earlier] : earlier;
      });
    },
    async write(claims) {
      for (const { job, call, taskId } of claims) {
        if (call || taskId !== undefined) resolved.delete(job);
        else resolved.add(job);
        if (taskId === undefined) continue;
        const { rows } = await db.query<Row>(
          `select id, ${RECORD}, tries from ${schema}.windows where account = $1 and standing = 'continued' and record->'state'->>'id' = $2`,
          [account, job],
        );
        for (const { id, record } of rows)
          if (record.state)
            await writeRecord(db, schema, {
              account,
              id,
              record: { ...record, state: withTask(record.state, taskId) },
              job,
            });
      }
    },
  };
}
