import type { Ledger } from "@cdn-export/sync";
import { pauseAccounts, retryAccounts } from "./accounts.ts";
import { FleetError } from "./fleet-error.ts";
import { postgresLedger } from "./ledger.ts";
import { type FleetOptions, type Settings, settingsOf } from "./options.ts";
import { planWindows } from "./plan.ts";
import { database, readable } from "./postgres.ts";
import { migrate, nudge } from "./schema.ts";
import { type FleetStatus, readStatus } from "./status.ts";
import { type FleetWorker, startWorker, type WorkOptions } from "./work.ts";

/** Many accounts on many machines, made by `createFleet`. */
export interface Fleet {
  /** Creates or updates the tables, and plans the windows. `work` does it as well. */
  init(): Promise<void>;
  /** Starts a worker in this process. Start any number of them, on any machines. */
  work(options?: WorkOptions): Promise<FleetWorker>;
  /** Reads the state of each account. */
  status(): Promise<FleetStatus>;
  /** Stops an account after its current call, or all of them. `retry` ends the pause. */
  pause(account?: string): Promise<void>;
  /** Ends the pause or the stop of an account, and tries its failed windows at once. */
  retry(account?: string): Promise<void>;
  /** The ledger of one account, with the interface of `openLedger`. */
  ledger(account: string): Ledger;
  /** Closes the connections. Stop the workers first. */
  close(): Promise<void>;
}

/**
 * Creates a fleet. It connects to nothing until you use it. Each method rejects with `FleetError` if Postgres can't be used.
 *
 * @throws FleetError `FLEET_OPTIONS` or InvalidQueryError when an option is invalid.
 * @example
 * const fleet = createFleet({
 *   postgres: { url: "postgres://fleet@db.internal/exports" },
 *   accounts: { shop: { credentials: () => credentialsFromProfile({ file: "/etc/cdn/shop" }) } },
 *   plans: [{ actions: ["uv"], domains: ["www.example.com"], per: "day", days: 90 }],
 *   store: folderStore("/mnt/exports"),
 * });
 * const worker = await fleet.work();
 */
export function createFleet(options: FleetOptions): Fleet {
  const settings: Settings = settingsOf(options);
  const db = database(settings.postgres);
  async function readably<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { code } = Object(error) as { code?: string };
      if (code === "42P01" || code === "3F000")
        throw new FleetError("FLEET_VERSION", `The schema ${db.schema} has no tables of a fleet`, {
          advice: "Run `cdn-export fleet init` first",
          cause: error,
        });
      throw readable(error, db.config);
    }
  }
  const check = (account: string | undefined, count: number) => {
    if (account !== undefined && count === 0)
      throw new FleetError("FLEET_OPTIONS", `There is no account ${JSON.stringify(account)}`);
  };
  return {
    init: () =>
      readably(async () => {
        await migrate(db, settings);
        await planWindows(db, settings);
      }),
    work: (work = {}) => readably(() => startWorker(db, settings, work)),
    status: () => readably(() => readStatus(db, settings)),
    pause: (account) => readably(async () => check(account, await pauseAccounts(db, account))),
    retry: (account) =>
      readably(async () => {
        const names = await retryAccounts(db, account);
        check(account, names.length);
        await nudge(db, names);
      }),
    ledger: (account) => postgresLedger(db, account),
    close: () => db.pool.end(),
  };
}
