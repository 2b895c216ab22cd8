// What a fleet has done and what is left, for people and for Prometheus.
import { createServer, type Server } from "node:http";
import type { Settings } from "./options.ts";
import type { Database } from "./postgres.ts";

/** The state of one account. Windows are counted once, except that `failed` ones are also `due` or later. */
export interface AccountStatus {
  /** The name of the account. */
  account: string;
  /** Why nothing is sent: `paused` by a person, `stopped` by the service's refusal, `removed` from the options. */
  state: "open" | "paused" | "stopped" | "removed";
  /** When a stopped account is tried again, as an ISO string. */
  nextTry?: string;
  /** All windows. */
  total: number;
  /** Windows whose file has complete data. */
  done: number;
  /** Windows whose file was exported before its data were complete. */
  provisional: number;
  /** Windows with a task whose file isn't stored yet. */
  running: number;
  /** Windows that could begin now. */
  due: number;
  /** Windows whose last try failed. */
  failed: number;
  /** The end of the oldest window without a file, as an ISO string. */
  oldestGap?: string;
  /** The last error of the account, or of its latest failed window. */
  lastError?: { code: string; message: string; window?: string };
}

/** The state of a fleet. */
export interface FleetStatus {
  /** The accounts, by name. */
  accounts: AccountStatus[];
  /** How many bytes the database uses for each window. */
  bytesPerWindow: number;
}

interface Row extends Omit<AccountStatus, "account" | "state" | "nextTry" | "oldestGap" | "lastError"> {
  account: string;
  paused: boolean;
  until: Date | null;
  gap: string | null;
  error: AccountStatus["lastError"] | null;
  failure: AccountStatus["lastError"] | null;
}

export async function readStatus(
  { pool, schema }: Database,
  { accounts }: Pick<Settings, "accounts">,
): Promise<FleetStatus> {
  const { rows } = await pool.query<Row>(
    `select a.name as account, a.is_paused as paused, a.error,
       case when a.blocked_until > clock_timestamp() then a.blocked_until end as until, w.*
     from ${schema}.accounts a cross join lateral (
       select count(*)::int as total,
         count(*) filter (where standing = 'done')::int as done,
         count(*) filter (where standing = 'fresh' and record ? 'file')::int as provisional,
         count(*) filter (where standing in ('continued', 'waiting'))::int as running,
         count(*) filter (where standing = 'fresh' and due_at <= clock_timestamp())::int as due,
         count(*) filter (where tries > 0)::int as failed,
         min((record->'query'->>'to')::float8) filter (where standing <> 'done' and not record ? 'file') as gap,
         (select record->'error' || jsonb_build_object('window', id) from ${schema}.windows
          where account = a.name and tries > 0 and record ? 'error' order by changed_at desc limit 1) as failure
       from ${schema}.windows where account = a.name) w
     order by a.name`,
  );
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  const { rows: sizes } = await pool.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(c.oid))::text as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r'`,
    [schema],
  );
  return {
    bytesPerWindow: total === 0 ? 0 : Math.round(Number(sizes[0]?.bytes ?? 0) / total),
    accounts: rows.map(({ account, paused, until, gap, error, failure, ...counts }) => {
      const lastError = (until && error) || failure || undefined;
      return {
        account,
        state: accounts[account] === undefined ? "removed" : paused ? "paused" : until ? "stopped" : "open",
        ...(until && { nextTry: until.toISOString() }),
        total: counts.total,
        done: counts.done,
        provisional: counts.provisional,
        running: counts.running,
        due: counts.due,
        failed: counts.failed,
        ...(gap !== null && { oldestGap: new Date(Number(gap)).toISOString() }),
        ...(lastError && { lastError }),
      };
    }),
  };
}

const GAUGES = ["total", "done", "provisional", "running", "due", "failed"] as const;

/** The status in the text format of Prometheus. */
function metricsOf({ accounts, bytesPerWindow }: FleetStatus): string {
  const lines = ["# TYPE cdn_export_fleet_windows gauge"];
  for (const one of accounts)
    for (const state of GAUGES)
      lines.push(`cdn_export_fleet_windows{account="${one.account}",state="${state}"} ${one[state]}`);
  lines.push("# TYPE cdn_export_fleet_account_open gauge");
  for (const { account, state } of accounts)
    lines.push(`cdn_export_fleet_account_open{account="${account}"} ${Number(state === "open")}`);
  lines.push("# TYPE cdn_export_fleet_oldest_gap_timestamp_seconds gauge");
  for (const { account, oldestGap } of accounts)
    if (oldestGap)
      lines.push(`cdn_export_fleet_oldest_gap_timestamp_seconds{account="${account}"} ${Date.parse(oldestGap) / 1000}`);
  lines.push(
    "# TYPE cdn_export_fleet_bytes_per_window gauge",
    `cdn_export_fleet_bytes_per_window ${bytesPerWindow}`,
    "",
  );
  return lines.join("\n");
}

/** Serves `GET /metrics`. */
export async function serveMetrics(
  status: () => Promise<FleetStatus>,
  { host = "127.0.0.1", port }: { host?: string; port: number },
): Promise<Server> {
  const server = createServer(async ({ url }, response) => {
    if (url !== "/metrics") return response.writeHead(404).end();
    try {
      const text = metricsOf(await status());
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(text);
    } catch {
      response.writeHead(503).end();
    }
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  return server;
}
