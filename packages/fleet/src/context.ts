import type { PgBoss } from "pg-boss";
import type { Clients } from "./clients.ts";
import type { Limiter } from "./limits.ts";
import type { Settings } from "./options.ts";
import type { Database } from "./postgres.ts";

/** What the jobs of a worker use. */
export interface WorkerContext {
  db: Database;
  settings: Settings;
  boss: PgBoss;
  clients: Clients;
  limiter: Limiter;
  /** Aborted when the worker stops. */
  signal: AbortSignal;
}
