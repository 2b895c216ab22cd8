// Limits that all workers share: a row for each has the time at which the next call may start.
import { setTimeout as sleep } from "node:timers/promises";
import type { Settings } from "./options.ts";
import type { Database } from "./postgres.ts";

export interface Limiter {
  /** Waits until the account may start this many calls. */
  calls(account: string, count: number, signal?: AbortSignal): Promise<void>;
  /** Waits until this many more bytes may arrive. */
  bytes(count: number, signal?: AbortSignal): Promise<void>;
}

/** Bytes are counted in portions, so that the database isn't asked for each chunk. */
const PORTION_BYTES = 1024 * 1024;

export function createLimiter({ pool, schema }: Database, { limits, accounts }: Settings): Limiter {
  /** @param costs - by the name of the limit: for how many milliseconds it is used. */
  async function use(costs: readonly (readonly [name: string, ms: number])[], signal?: AbortSignal): Promise<void> {
    if (costs.length === 0) return;
    // Always in the same order: two workers must not wait for each other's rows.
    const sorted = [...costs].sort(([a], [b]) => (a < b ? -1 : 1));
    const { rows } = await pool.query<{ ms: number }>(
      `insert into ${schema}.limits as l (name, free_at)
       select name, clock_timestamp() + ms * interval '1 ms' from unnest($1::text[], $2::float8[]) as t (name, ms) order by name
       on conflict (name) do update set free_at = greatest(l.free_at, clock_timestamp()) + (excluded.free_at - clock_timestamp())
       returning (extract(epoch from free_at - clock_timestamp()) * 1000)::float8 as ms`,
      [sorted.map(([name]) => name), sorted.map(([, ms]) => ms)],
    );
    const waitMs = Math.max(0, ...rows.map(({ ms }, i) => ms - (sorted[i]?.[1] ?? 0)));
    if (waitMs > 1) await sleep(waitMs, undefined, signal ? { signal } : {});
  }

  let received = 0;
  return {
    calls(account, count, signal) {
      const own = accounts[account]?.callsPerSecond ?? limits.accountCallsPerSecond;
      const all = limits.callsPerSecond;
      return use(
        [
          ...(own ? [[`calls of ${account}`, (count * 1000) / own] as const] : []),
          ...(all ? [["calls", (count * 1000) / all] as const] : []),
        ],
        signal,
      );
    },
    async bytes(count, signal) {
      const perSecond = limits.bytesPerSecond;
      received += count;
      if (!perSecond || received < Math.min(PORTION_BYTES, perSecond)) return;
      const portion = received;
      received = 0;
      await use([["bytes", (portion * 1000) / perSecond]], signal);
    },
  };
}
