// The queues, and their jobs. A job only says where to look: what there is to do is in the ledger.
import type { JobInsert, PgBoss, QueueOptions, QueuePolicy } from "pg-boss";
import type { Queryable } from "./postgres.ts";

/** Plans new windows, and sends the jobs of windows that are due. */
export const PLANNING = "planning";
/** One job is one turn of one account. */
export const TURNS = "turns";
/** One job waits for the task of one window and stores its file. */
export const FILES = "files";

/** A download may take hours. The heartbeat, not this limit, shows that its worker has ended. */
const LONGEST_S = 6 * 3600;

/** `stately` with a key: one job of a key waits while one is active, and two of them never run at the same time. */
export function queues(
  leaseMs: number,
): readonly [name: string, options: QueueOptions & { policy: QueuePolicy; notify: boolean }][] {
  const heartbeatSeconds = Math.round(leaseMs / 1000);
  const common = {
    policy: "stately",
    notify: true,
    heartbeatSeconds,
    retryLimit: 1000,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    deleteAfterSeconds: 60,
  } as const;
  return [
    [PLANNING, common],
    [TURNS, common],
    // Polled: a notification for each file would wake every place of every worker.
    [FILES, { ...common, notify: false, expireInSeconds: LONGEST_S }],
  ];
}

export interface TurnJob {
  account: string;
}

export interface FileJob extends TurnJob {
  window: string;
}

export function turnJob(account: string): JobInsert<TurnJob> {
  return { data: { account }, singletonKey: account };
}

export function fileJob(account: string, window: string): JobInsert<FileJob> {
  return { data: { account, window }, singletonKey: `${account} ${window}` };
}

/** Sends jobs. A job whose key already waits is left out. With `tx`, they exist when the transaction is committed. */
export async function send(boss: PgBoss, queue: string, jobs: readonly JobInsert[], tx?: Queryable): Promise<void> {
  if (jobs.length === 0) return;
  const db = tx && { executeSql: (text: string, values?: unknown[]) => tx.query(text, values) };
  await boss.insert(queue, [...jobs], db && { db });
}
