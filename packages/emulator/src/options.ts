import { type Account, checkAccounts, DEMO_CREDENTIALS } from "./accounts.ts";
import { type Clock, realClock } from "./clock.ts";
import { HOUR_MS, MINUTE_MS } from "./constants.ts";
import { type FileFormat, formats } from "./files/formats.ts";
import { hashText } from "./statistics/hash.ts";

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
  /** How many tasks the cloud keeps; more are refused with CDN.0005. @default 10000 */
  maxTasks?: number;
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

  /** Failed signatures in a row after which one more locks the AK; `Infinity` never locks. @default 5 */
  lockAfter?: number;
  /** How long an AK stays locked, in milliseconds. @default 300000 */
  lockMs?: number;
  /** Calls that an account may make in each `perMs` milliseconds, before APIGW.0308. @default no limit */
  throttle?: { calls: number; perMs: number };

  /** @default "csv" */
  format?: FileFormat;
  /** Rows of a top list. @default 100 */
  topRows?: number;
  /** Whether CSV begins with a byte order mark. @default false */
  csvBom?: boolean;
  /** @default "\r\n" */
  csvNewline?: "\r\n" | "\n";
}

/** The options with every gap filled, the seed as a number. */
export interface Settings extends Required<Omit<EmulatorOptions, "throttle" | "publicUrl" | "seed">> {
  seed: number;
  throttle: EmulatorOptions["throttle"] | undefined;
  publicUrl: string | undefined;
}

/** @throws TypeError when accounts collide or the format is not known, RangeError when a number makes no sense. */
export function settingsOf(options: EmulatorOptions): Settings {
  const settings: Settings = {
    ...DEFAULTS,
    // A key that is present but undefined would hide its default.
    ...(Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as EmulatorOptions),
    clock: options.clock ?? realClock(),
    seed: hashText(String(options.seed ?? 1)),
    throttle: options.throttle,
    publicUrl: options.publicUrl?.replace(/\/$/, ""),
  };
  checkAccounts(settings.accounts);
  for (const name of AMOUNTS) {
    if (!(settings[name] >= 0)) throw new RangeError(`${name} must be a number from 0 on, not ${settings[name]}`);
  }
  if (!Object.hasOwn(formats, settings.format)) {
    throw new TypeError(`format must be one of ${Object.keys(formats).join(", ")}, not ${settings.format}`);
  }
  return settings;
}

const DEFAULTS: Omit<Settings, "clock" | "seed" | "throttle" | "publicUrl"> = {
  accounts: [DEMO_CREDENTIALS],
  port: 0,
  host: "127.0.0.1",
  runMs: 2000,
  inProgress: ["processing"],
  failRate: 0,
  listDelayMs: 0,
  linkLifeMs: HOUR_MS,
  maxTasks: 10_000,
  maxDomains: 1000,
  errorStatus: "documented",
  createBody: "empty",
  taskName: "string",
  nameMatch: "exact",
  limitZero: "default",
  total: "filtered",
  unknownFields: "refuse",
  contentType: "check",
  neighbourRules: "ignore",
  leakedCredentials: "refuse",
  lockAfter: 5,
  lockMs: 5 * MINUTE_MS,
  format: "csv",
  topRows: 100,
  csvBom: false,
  csvNewline: "\r\n",
};

const AMOUNTS = [
  "runMs",
  "failRate",
  "listDelayMs",
  "linkLifeMs",
  "maxTasks",
  "maxDomains",
  "lockAfter",
  "lockMs",
  "topRows",
] as const;
