// Plans new windows. Each appears once, no matter which worker plans it: its account and ID are the primary key.
import { DAY_MS, GMT8_MS, toMs } from "@cdn-export/client/internal";
import { type PlanOptions, plan } from "@cdn-export/sync";
import { describe } from "@cdn-export/sync/internal";
import { columnsOf } from "./ledger.ts";
import type { Log } from "./log.ts";
import type { Settings } from "./options.ts";
import type { Database, Queryable } from "./postgres.ts";

type Planned = Record<string, [from: number, to: number]>;

/** Accounts are written together until they have this many windows. */
const BATCH = 2000;

/**
 * Adds the accounts, and the windows that have ended since the last time. A plan is remembered by its ID: with other options, all its
 * windows are planned again, and those that exist stay as they are.
 */
export async function planWindows(
  db: Database,
  { accounts, plans, log }: Settings,
  now: number = Date.now(),
): Promise<void> {
  const names = Object.keys(accounts);
  await db.pool.query(`insert into ${db.schema}.accounts (name) select unnest($1::text[]) on conflict do nothing`, [
    names,
  ]);
  const { rows } = await db.pool.query<{ name: string; planned: Planned }>(
    `select name, planned from ${db.schema}.accounts where name = any($1)`,
    [names],
  );
  let batch: AccountPlan[] = [];
  for (const { name, planned } of rows) {
    const own = plans.filter((one) => one.accounts.includes(name));
    const next: Planned = {};
    const windows = own.flatMap((one) => {
      const { id, from, days = 7 } = one;
      const today = Math.floor((now + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
      const [first, last] = planned[id] ?? [from === undefined ? today - days * DAY_MS : toMs(from), undefined];
      next[id] = [first, now];
      return windowsOf({ plan: one, from: last ?? first, to: now }, now);
    });
    const isChanged = Object.keys(planned).some((id) => !next[id]);
    if (windows.length === 0 && !isChanged && own.every(({ id }) => planned[id])) continue;
    batch.push({ name, windows, next, isChanged });
    if (batch.reduce((sum, one) => sum + one.windows.length, 0) < BATCH) continue;
    await write(db, batch, log);
    batch = [];
  }
  await write(db, batch, log);
}

interface AccountPlan {
  name: string;
  windows: ReturnType<typeof windowsOf>;
  next: Planned;
  /** Whether the account has left a plan. */
  isChanged: boolean;
}

async function write(db: Database, batch: readonly AccountPlan[], log: Log): Promise<void> {
  if (batch.length === 0) return;
  const dropped = await db.transaction(async (tx) => {
    await insert(tx, db.schema, batch);
    await tx.query(
      `update ${db.schema}.accounts a set planned = t.planned from jsonb_to_recordset($1::jsonb) as t (name text, planned jsonb) where a.name = t.name`,
      [JSON.stringify(batch.map(({ name, next }) => ({ name, planned: next })))],
    );
    return countDropped(
      tx,
      db.schema,
      batch.filter(({ isChanged }) => isChanged),
    );
  });
  for (const { account, n } of dropped)
    log({
      level: "warn",
      account,
      message: `${n} unfinished windows are no longer in a plan: they're kept, and not begun`,
    });
}

interface Period {
  plan: Settings["plans"][number];
  from: number;
  to: number;
}

/** The windows that have ended. The last one of the time before may have been too short then. */
function windowsOf({ plan: given, from, to }: Period, now: number) {
  const { id, accounts: _, days: __, from: ___, ...rest } = given;
  const all = { ...rest, from, to } as PlanOptions;
  // Cheap when nothing has ended since, which is nearly always.
  const one = { ...all, ...(all.domains !== "all" && { domains: all.domains.slice(0, 1) }) };
  if (from >= to || !plan(one).some((window) => window.to <= now)) return [];
  return plan(all)
    .filter((window) => window.to <= now)
    .map((window) => ({ ...window, plan: id }));
}

async function insert(tx: Queryable, schema: string, batch: readonly AccountPlan[]): Promise<void> {
  const rows = batch.flatMap(({ name, windows }) =>
    windows.map((window) => {
      const record = describe(window, {});
      return { account: name, id: window.id, plan: window.plan, record, due: columnsOf(window.id, record).dueAt };
    }),
  );
  await tx.query(
    `insert into ${schema}.windows as w (account, id, plan, standing, due_at, record)
     select t.account, t.id, t.plan, 'fresh', to_timestamp(t.due / 1000), t.record
     from jsonb_to_recordset($1::jsonb) as t (account text, id text, plan text, due float8, record jsonb)
     on conflict (account, id) do update set plan = excluded.plan where w.plan <> excluded.plan`,
    [JSON.stringify(rows)],
  );
}

async function countDropped(
  tx: Queryable,
  schema: string,
  batch: readonly AccountPlan[],
): Promise<{ account: string; n: number }[]> {
  if (batch.length === 0) return [];
  const { rows } = await tx.query<{ account: string; n: number }>(
    `select w.account, count(*)::int as n from ${schema}.windows w join ${schema}.accounts a on a.name = w.account
     where w.account = any($1) and w.standing = 'fresh' and not w.record ? 'file' and not a.planned ? w.plan group by 1`,
    [batch.map(({ name }) => name)],
  );
  return rows;
}
