// Plans new windows. Each appears once, no matter which worker plans it: its account and ID are the primary key.
import { DAY_MS, GMT8_MS, toMs } from "@cdn-export/client/internal";
import { type PlanOptions, plan } from "@cdn-export/sync";
import { describe } from "@cdn-export/sync/internal";
import { columnsOf } from "./ledger.ts";
import type { Settings } from "./options.ts";
import type { Database, Queryable } from "./postgres.ts";

type Planned = Record<string, [from: number, to: number]>;

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
  for (const { name, planned } of rows) {
    const own = plans.filter((one) => one.accounts.includes(name));
    const next: Planned = {};
    const periods = own.map((one) => {
      const { id, from, days = 7 } = one;
      const today = Math.floor((now + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
      const [first, last] = planned[id] ?? [from === undefined ? today - days * DAY_MS : toMs(from), undefined];
      next[id] = [first, now];
      return { plan: one, from: last ?? first, to: now };
    });
    const isNew = own.some(({ id }) => !planned[id]) || Object.keys(planned).some((id) => !next[id]);
    const due = periods.flatMap((period) => windowsOf(period, now));
    if (due.length === 0 && !isNew) continue;
    const dropped = await db.transaction(async (tx) => {
      await insert(tx, db.schema, name, due);
      await tx.query(`update ${db.schema}.accounts set planned = $2::jsonb where name = $1`, [
        name,
        JSON.stringify(next),
      ]);
      return isNew
        ? countDropped(
            tx,
            db.schema,
            name,
            own.map(({ id }) => id),
          )
        : 0;
    });
    if (dropped > 0)
      log({
        level: "warn",
        account: name,
        message: `${dropped} unfinished windows are no longer in a plan: they're kept, and not begun`,
      });
  }
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

async function insert(
  tx: Queryable,
  schema: string,
  account: string,
  windows: ReturnType<typeof windowsOf>,
): Promise<void> {
  const rows = windows.map((window) => {
    const record = describe(window, {});
    return { id: window.id, plan: window.plan, record, due: columnsOf(window.id, record).dueAt };
  });
  await tx.query(
    `insert into ${schema}.windows as w (account, id, plan, standing, due_at, record)
     select $1, t.id, t.plan, 'fresh', to_timestamp(t.due / 1000), t.record from jsonb_to_recordset($2::jsonb) as t (id text, plan text, due float8, record jsonb)
     on conflict (account, id) do update set plan = excluded.plan where w.plan <> excluded.plan`,
    [account, JSON.stringify(rows)],
  );
}

async function countDropped(tx: Queryable, schema: string, account: string, ids: readonly string[]): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from ${schema}.windows where account = $1 and standing = 'fresh' and record->'file' is null and plan <> all($2)`,
    [account, ids],
  );
  return rows[0]?.n ?? 0;
}
