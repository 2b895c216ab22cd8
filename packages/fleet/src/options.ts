// The options of a fleet.
import type { ClientOptions } from "@cdn-export/client";
import { fingerprint, type Instant, toMs } from "@cdn-export/client/internal";
import type { CredentialSource } from "@cdn-export/signer";
import { type PlanOptions, plan } from "@cdn-export/sync";
import { FleetError } from "./fleet-error.ts";
import { type Log, logToStderr } from "./log.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import type { FleetStore } from "./store/store.ts";

/** One account of a fleet. */
export interface FleetAccount {
  /** The account's keys, as for `createExportClient`. A function is called for each request. */
  credentials: CredentialSource;
  /** How many API calls may start per second for this account, on all machines together. @default limits.accountCallsPerSecond */
  callsPerSecond?: number;
}

/** What to export. Other fields are copied to the query of each window, as by `plan`. */
export type FleetPlan = Omit<PlanOptions, "from" | "to"> & {
  /** The names of the accounts. @default all accounts */
  accounts?: readonly string[];
  /** The first moment to export. @default `days` before the plan is first seen */
  from?: Instant;
  /** How many days to export before today, when the plan is first seen. @default 7 */
  days?: number;
};

/** Limits of all workers together, unless they say otherwise. */
export interface FleetLimits {
  /** How many API calls may start per second. @default no limit */
  callsPerSecond?: number;
  /** How many API calls may start per second for one account. @default no limit */
  accountCallsPerSecond?: number;
  /** How many bytes downloads may receive per second. @default no limit */
  bytesPerSecond?: number;
  /** How many files one worker waits for and downloads at a time. @default 8 */
  downloads?: number;
  /** For how many accounts one worker creates tasks at a time. @default 4 */
  turns?: number;
}

/** Options of `createFleet`. */
export interface FleetOptions {
  /** The database that the workers share. */
  postgres: PostgresOptions;
  /** The accounts by name. A name has lower-case letters, digits, `.`, `_` and `-`, and is part of file paths. */
  accounts: Readonly<Record<string, FleetAccount>>;
  /** What to export. */
  plans: readonly FleetPlan[];
  /** Where the files go: `folderStore` or `s3Store`. */
  store: FleetStore;
  /** Limits of calls and downloads. @default no limits */
  limits?: FleetLimits;
  /** Options of the clients: endpoint, timeouts, `fetch`. @default those of `createExportClient` */
  client?: Pick<ClientOptions, "endpoint" | "callTimeout" | "visibilityTimeout" | "timeout" | "fetch">;
  /** Milliseconds without a sign of life after which other workers take over a worker's jobs. @default 60_000 */
  lease?: number;
  /** Called with each event. @default writes JSON lines to stderr */
  log?: Log;
}

export interface Settings extends FleetOptions {
  limits: FleetLimits & { downloads: number; turns: number };
  client: NonNullable<FleetOptions["client"]>;
  lease: number;
  log: Log;
  /** The account names of each plan, with the plan's ID. */
  plans: readonly (FleetPlan & { id: string; accounts: readonly string[] })[];
}

/** pg-boss accepts no shorter heartbeat. */
const MIN_LEASE_MS = 10_000;
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** @throws FleetError `FLEET_OPTIONS`, with one line for the first problem; InvalidQueryError for a plan. */
export function settingsOf(options: FleetOptions): Settings {
  const { accounts, plans, limits = {}, client = {}, lease = 60_000, log = logToStderr } = options;
  const names = Object.keys(accounts ?? {});
  if (names.length === 0) throw invalid("accounts must have one account at least");
  for (const name of names) {
    if (!NAME.test(name))
      throw invalid(`the account ${JSON.stringify(name)} needs a name that is safe in file paths: a-z, 0-9, . _ -`);
    if (!accounts[name]?.credentials) throw invalid(`the account ${name} has no credentials`);
  }
  if (!Array.isArray(plans) || plans.length === 0) throw invalid("plans must have one plan at least");
  if (typeof options.store?.put !== "function") throw invalid("store must be a store, such as folderStore(path)");
  if (!(Number.isFinite(lease) && lease >= MIN_LEASE_MS))
    throw invalid(`lease must be at least ${MIN_LEASE_MS} ms, not ${lease}`);
  for (const [name, value] of Object.entries(limits))
    if (value !== undefined && !(typeof value === "number" && value > 0))
      throw invalid(`limits.${name} must be a number above 0, not ${value}`);
  return {
    ...options,
    limits: { ...limits, downloads: limits.downloads ?? 8, turns: limits.turns ?? 4 },
    client,
    lease,
    log,
    plans: plans.map((one) => checkedPlan(one, names)),
  };
}

function checkedPlan(given: FleetPlan, names: readonly string[]): Settings["plans"][number] {
  const { accounts = names, from, days = 7, ...rest } = given;
  const unknown = accounts.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw invalid(`a plan names the account ${JSON.stringify(unknown)}, which isn't in accounts`);
  if (!(Number.isInteger(days) && days > 0)) throw invalid(`days must be a whole number of at least 1, not ${days}`);
  // The plan of one hour has the same ID and the same problems as any other period.
  const [first] = plan({ ...rest, from: 0, to: 1 } as PlanOptions);
  return { ...given, accounts, id: fingerprint(JSON.stringify([first?.plan, from === undefined ? days : toMs(from)])) };
}

function invalid(message: string): FleetError {
  return new FleetError("FLEET_OPTIONS", message);
}
