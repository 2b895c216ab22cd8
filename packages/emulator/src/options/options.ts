import type { Clock } from "../base/clock.ts";
import type { Fault } from "../faults/fault.ts";
import type { FileFormat } from "../formats/formats.ts";
import type { Account } from "../gateway/accounts.ts";
import type { Snapshot } from "../state/snapshot.ts";
import type { ScenarioEvent } from "../statistics/scenario.ts";

/** Options of {@link startEmulator}. Each has a default. Most of them decide what the documents leave open. */
export interface EmulatorOptions {
  /** The accounts of the emulator. @default one account with {@link DEMO_CREDENTIALS} */
  accounts?: readonly Account[];
  /** The emulator's clock: {@link realClock}, {@link manualClock} or {@link fastClock}. @default realClock() */
  clock?: Clock;
  /** Decides every number and ID: with the same seed, two emulators behave the same. @default 1 */
  seed?: number | string;
  /** The port to listen on. 0 takes a free port. `false` starts no server; {@link Emulator.fetch} works without one. @default 0 */
  port?: number | false;
  /** The address to listen on. @default "127.0.0.1" */
  host?: string;
  /** The origin of download links, for an emulator behind a proxy. @default {@link Emulator.url} */
  publicUrl?: string;
  /**
   * Whether to serve `/_emulator/`, for callers on this machine only. @default true if `host` is a loopback address or if
   * there is no port
   */
  admin?: boolean;
  /** How long a client may take to send a request, in milliseconds. After that, the response is 408. @default 30000 */
  requestTimeoutMs?: number;
  /**
   * Also accepts TLS, on another free port: see {@link Emulator.tlsUrl}. The certificate and its key are in PEM format. The
   * vendor's Go SDK looks up account IDs over TLS only. @default no TLS
   */
  tls?: { cert: string; key: string };
  /** Called with one line per request: method, path, status, and for an error its code and reason. @default nothing is called */
  log?: (line: string) => void;
  /** Faults that are pushed before the first call. @default none */
  faults?: readonly Fault[];
  /** The state to start from, made by {@link Emulator.snapshot} in this process or another. @default none */
  snapshot?: Snapshot;

  /** How long a task runs, in milliseconds. @default 2000 */
  runMs?: number;
  /** The statuses of a running task, in order. Each lasts equally long. @default ["processing"] */
  inProgress?: readonly string[];
  /** The share of tasks that fail, from 0 to 1. The seed decides which tasks. @default 0 */
  failRate?: number;
  /** How long the list hides a new task, in milliseconds. @default 0 */
  listDelayMs?: number;
  /** How long a download link works after the list call that returned it, in milliseconds. @default 3600000 */
  linkLifeMs?: number;
  /** How many tasks the emulator keeps. @default 10000 */
  maxTasks?: number;
  /** What happens when `maxTasks` is reached: CDN.0005, or the new task replaces the oldest. @default "refuse" */
  whenFull?: "refuse" | "forget-oldest";
  /** How many domains a task can have. More are CDN.0005. @default 1000 */
  maxDomains?: number;

  /**
   * The HTTP status of errors of the CDN service. Errors of the gateway keep their own.
   *
   * - `"documented"`: as in the error table, which is 400 for CDN.0001 and **200 for CDN.0005 and CDN.02xx**. The vendor's
   *   SDKs report such a response as success.
   * - `"http-200"`: always 200.
   * - `"http-400"`: 400 where the table says 200, so that the SDKs report the error.
   *
   * @default "documented"
   */
  errorStatus?: "documented" | "http-200" | "http-400";
  /** The body of the response to create: none, `{}`, or `{"task_id": "..."}`. @default "empty" */
  createBody?: "empty" | "object" | "task-id";
  /**
   * The JSON type of `task_name` in the list. With `"number"`, the list fails in the vendor's SDKs for Java and Go, which
   * is evidence that the service sends a string. @default "string"
   */
  taskName?: "string" | "number";
  /** Whether the filter `task_name` matches the whole name or a part of it. @default "exact" */
  nameMatch?: "exact" | "substring";
  /** Whether `limit=0` means the default limit of 10, or no rows. @default "default" */
  limitZero?: "default" | "none";
  /** Whether `total` counts the tasks that match the filters, or all tasks of the account. @default "filtered" */
  total?: "filtered" | "account";
  /** What happens to undocumented fields: CDN.0001, or nothing. @default "refuse" */
  unknownFields?: "refuse" | "ignore";
  /** Whether a body whose type isn't `application/json` is CDN.0001. A body without a type is always accepted. @default "check" */
  contentType?: "check" | "ignore";
  /**
   * Whether to enforce limits that are documented for similar calls only, with CDN.0202: both ends of the period are
   * required, at most 31 days, at most 90 days back. @default "ignore"
   */
  neighbourRules?: "ignore" | "refuse";
  /** The response to a download that sends credentials: 400, because they leak to the store, or the file. @default "refuse" */
  leakedCredentials?: "refuse" | "ignore";

  /** How many wrong signatures in a row an access key may have. One more locks it. `Infinity` never locks. @default 5 */
  lockAfter?: number;
  /** How long an access key stays locked, in milliseconds. @default 300000 */
  lockMs?: number;
  /**
   * Called when wrong signatures lock an access key. `until` is the end of the lock, in milliseconds since the epoch.
   * {@link Emulator.unlock} ends it sooner. @default nothing is called
   */
  onKeyLocked?: (key: { ak: string; until: number }) => void;
  /** How many calls an account may make per `perMs` milliseconds, before APIGW.0308. @default no limit */
  throttle?: { calls: number; perMs: number };

  /** The format of files. `gzip` and `zip` contain CSV. @default "xlsx" */
  format?: FileFormat;
  /**
   * For benchmarks of downloads, with `format: "csv"`: every file has exactly this many bytes and repeats its first rows.
   * @default files have the size of their data
   */
  fileBytes?: number;
  /** Whether a file is sent with its length, or in chunks without a length and without ranges. @default "length" */
  transfer?: "length" | "chunked";
  /** What happens to the traffic: launches, outages, failing origins, growth. @default every day is like the others */
  scenario?: readonly ScenarioEvent[];
  /** How many rows a top list has. @default 100 */
  topRows?: number;
  /** Whether CSV starts with a byte order mark. @default false */
  csvBom?: boolean;
  /** The line ending of CSV. @default "\r\n" */
  csvNewline?: "\r\n" | "\n";
}
