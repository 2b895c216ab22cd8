import type { Clock } from "../base/clock.ts";
import type { Fault } from "../faults/fault.ts";
import type { FileFormat } from "../formats/formats.ts";
import type { Account } from "../gateway/accounts.ts";
import type { Snapshot } from "../state/snapshot.ts";

/** What the cloud is like. Every option has a default; most decide what the documents leave open. */
export interface EmulatorOptions {
  /** @default one account with {@link DEMO_CREDENTIALS} */
  accounts?: readonly Account[];
  /** {@link realClock} or {@link manualClock}. @default realClock() */
  clock?: Clock;
  /** Decides every number and id: the same seed gives the same cloud. @default 1 */
  seed?: number | string;
  /** Port to listen on; 0 takes a free one, `false` starts no server (`fetch` works all the same). @default 0 */
  port?: number | false;
  /** @default "127.0.0.1" */
  host?: string;
  /** Origin that download links begin with, for a cloud behind a proxy. @default the cloud's own `url` */
  publicUrl?: string;
  /**
   * Whether `/_emulator/` is served, to callers of this machine only. @default true where `host` is a loopback address or
   * there is no port
   */
  admin?: boolean;
  /** How long a client may take to send a request, in milliseconds; then it gets 408. @default 30000 */
  requestTimeoutMs?: number;
  /** Failures to come, as if pushed before the first call. @default none */
  faults?: readonly Fault[];
  /** The state to go on from: of {@link Emulator.snapshot}, here or in another process. @default none */
  snapshot?: Snapshot;

  /** How long a task runs, in milliseconds. @default 2000 */
  runMs?: number;
  /** The states that a running task goes through, each equally long. @default ["processing"] */
  inProgress?: readonly string[];
  /** How many tasks fail, from 0 to 1; the seed decides which. @default 0 */
  failRate?: number;
  /** How long the list does not show a new task, in milliseconds. @default 0 */
  listDelayMs?: number;
  /** How long a download link works after the list gave it out, in milliseconds. @default 3600000 */
  linkLifeMs?: number;
  /** How many tasks the cloud keeps. @default 10000 */
  maxTasks?: number;
  /** What happens to one more: it is refused with CDN.0005, or takes the place of the oldest. @default "refuse" */
  whenFull?: "refuse" | "forget-oldest";
  /** How many domains a task takes; more are refused with CDN.0005. @default 1000 */
  maxDomains?: number;

  /**
   * HTTP status of errors of the CDN service (gateway errors keep theirs): as the error table documents them, which is
   * 400 for CDN.0001 and 200 for CDN.02xx; or always 200; or 400 where the table says 200. @default "documented"
   */
  errorStatus?: "documented" | "http-200" | "http-400";
  /** Body of the answer to create: nothing, `{}`, or `{"task_id": "..."}`. @default "empty" */
  createBody?: "empty" | "object" | "task-id";
  /** JSON type of `task_name` in the list. @default "string" */
  taskName?: "string" | "number";
  /** How the filter `task_name` compares. @default "exact" */
  nameMatch?: "exact" | "substring";
  /** What `limit=0` means: the default of 10, or no rows. @default "default" */
  limitZero?: "default" | "none";
  /** Whether `total` counts the tasks that the filters leave, or all tasks of the account. @default "filtered" */
  total?: "filtered" | "account";
  /** What happens to fields that no document knows. @default "refuse" */
  unknownFields?: "refuse" | "ignore";
  /** Whether a body of another type than `application/json` is refused (CDN.0001); without a type it never is. @default "check" */
  contentType?: "check" | "ignore";
  /**
   * Whether to refuse (CDN.0202) what only the neighbouring calls are documented to refuse: one end of the period alone,
   * more than 31 days, more than 90 days back. @default "ignore"
   */
  neighbourRules?: "ignore" | "refuse";
  /** What a download that carries credentials gets: 400, for they leak to the store; or the file. @default "refuse" */
  leakedCredentials?: "refuse" | "ignore";

  /** Failed signatures in a row that an AK may have: one more locks it. `Infinity` never locks. @default 5 */
  lockAfter?: number;
  /** How long an AK stays locked, in milliseconds. @default 300000 */
  lockMs?: number;
  /**
   * Called when wrong signatures lock an AK. `until` is the end of the lock, in milliseconds since the epoch.
   * {@link Emulator.unlock} ends it sooner. @default nothing is called
   */
  onKeyLocked?: (key: { ak: string; until: number }) => void;
  /** Calls that an account may make in each `perMs` milliseconds, before APIGW.0308. @default no limit */
  throttle?: { calls: number; perMs: number };

  /** Type of the files; `gzip` and `zip` hold CSV. @default "xlsx" */
  format?: FileFormat;
  /**
   * For benchmarks of downloads, with `format: "csv"`: every file has just this many bytes, its first rows over and over.
   * @default files end where their data end
   */
  fileBytes?: number;
  /** Whether a file comes with its length, or in chunks of unknown number and then without ranges. @default "length" */
  transfer?: "length" | "chunked";
  /** Rows of a top list. @default 100 */
  topRows?: number;
  /** Whether CSV begins with a byte order mark. @default false */
  csvBom?: boolean;
  /** @default "\r\n" */
  csvNewline?: "\r\n" | "\n";
}
